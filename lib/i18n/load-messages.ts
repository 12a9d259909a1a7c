import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Language } from "@/lib/domain/shared/vocabulary";

export type Messages = { [key: string]: string | Messages };

const FOLDER = path.join(process.cwd(), "lib/i18n/messages");
const cached = new Map<Language, Messages>();

const namespaceOf = (file: string) =>
  path.basename(file, ".json").replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function readFolder(folder: string): [string, Messages][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [namespaceOf(file), JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Messages]);
}

/**
 * Every word of a language: one file a room, named after its namespace; files under `errors/` hold the words of the
 * room's refusals, and `errors/general.json` those that belong to no room.
 */
export function loadMessages(locale: Language): Messages {
  const known = cached.get(locale);
  if (known && process.env.NODE_ENV === "production") return known;
  const rooms = Object.fromEntries(readFolder(path.join(FOLDER, locale)));
  const { general, ...errors } = Object.fromEntries(readFolder(path.join(FOLDER, locale, "errors")));
  const messages: Messages = { ...rooms, errors: { ...errors, ...general } };
  cached.set(locale, messages);
  return messages;
}
