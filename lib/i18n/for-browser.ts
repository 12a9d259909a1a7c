import type { Messages } from "./load-messages";

// Rooms whose words are only ever written by the server; leaving them out keeps each page some tens of kilobytes smaller.
const SERVER_ONLY = new Set(["api", "admin"]);

/** The words that client components may need. */
export function forBrowser(messages: Messages): Messages {
  return Object.fromEntries(Object.entries(messages).filter(([room]) => !SERVER_ONLY.has(room)));
}
