import "server-only";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { AbstractIntlMessages } from "use-intl/core";
import type { Language } from "@/lib/domain/shared/vocabulary";

async function readJsonFile(...parts: string[]): Promise<AbstractIntlMessages> {
  return JSON.parse(await readFile(path.join(...parts), "utf8")) as AbstractIntlMessages;
}

/** The words that the API speaks: its own, and the error words of every room. */
export async function readMessages(language: Language): Promise<AbstractIntlMessages> {
  const folder = path.join(process.cwd(), "lib/i18n/messages", language);
  const rooms = (await readdir(path.join(folder, "errors"))).filter((name) => name.endsWith(".json"));
  const errors: AbstractIntlMessages = {};
  for (const room of rooms) errors[room.slice(0, -".json".length)] = await readJsonFile(folder, "errors", room);
  return { api: await readJsonFile(folder, "api.json"), errors };
}
