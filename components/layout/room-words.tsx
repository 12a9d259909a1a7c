import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { EVERYWHERE, ROOM_WORDS, wordsOf, type Room } from "@/lib/i18n/for-browser";

/** Sends the words of a room to the browser, with its first page; around everything that the room draws. */
export async function RoomWords({ of, children }: { readonly of: Room; readonly children: ReactNode }) {
  return <NextIntlClientProvider messages={wordsOf(await getMessages(), [...EVERYWHERE, ...ROOM_WORDS[of]])}>{children}</NextIntlClientProvider>;
}
