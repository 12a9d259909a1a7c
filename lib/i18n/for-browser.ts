import type { Messages } from "./load-messages";

/** What is drawn around every page, and what an unexpected fault says: the only words that every page sends. */
export const EVERYWHERE = ["shell", "ui"] as const;

/**
 * Words that the components of a room need in the browser, beside those of every page. Whatever only the server writes
 * stays there: all words together are a hundred kilobytes, in every page. tests/client-words.test.ts follows the imports
 * and says what is missing or too many.
 */
export const ROOM_WORDS = {
  campaigns: ["campaigns", "errors", "exports", "message", "readiness", "stops", "templates"],
  customers: ["certificate", "customers", "errors", "importColumns", "imports", "policy", "preferences", "purpose", "rights"],
  inbox: ["errors", "inbox"],
  messages: ["errors", "messages"],
  phones: ["errors", "phones"],
  policy: ["errors", "matrix", "policy", "purpose"],
  reviews: ["errors", "reviews"],
  rights: ["customers", "errors", "purpose", "rights", "templates"],
  settings: ["errors", "message", "purpose", "retention", "role", "routes", "settings", "wordings"],
  "sign-in": ["signIn"],
  templates: ["check", "errors", "purpose", "templates"],
} as const;

export type Room = keyof typeof ROOM_WORDS;

/** The words of some rooms. */
export function wordsOf(messages: Messages, rooms: readonly string[]): Messages {
  return Object.fromEntries(Object.entries(messages).filter(([room]) => rooms.includes(room)));
}
