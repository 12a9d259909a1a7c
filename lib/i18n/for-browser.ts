import type { Messages } from "./load-messages";

// Rooms whose words are only ever written by the server; leaving them out keeps each page some tens of kilobytes smaller.
const SERVER_ONLY = new Set(["api", "admin"]);

/** The words that client components may need. */
export function forBrowser(messages: Messages): Messages {
  return Object.fromEntries(Object.entries(messages).filter(([room]) => !SERVER_ONLY.has(room)));
}

// What is drawn around every page, and what an unexpected fault says.
const FOR_CUSTOMERS = new Set(["shell", "ui"]);

/** The words that customers' pages need in the browser: they are made on the server, down to the last word. */
export function forCustomers(messages: Messages): Messages {
  return Object.fromEntries(Object.entries(messages).filter(([room]) => FOR_CUSTOMERS.has(room)));
}
