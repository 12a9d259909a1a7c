/** What one page may bring, and where one of its kind is found. */
type Budget = {
  /** Compressed scripts of the first load; null: why it is not measured stands beside it. */
  readonly kilobytes: number | null;
  /** Who opens it; an administrator unless said. */
  readonly as?: "admin" | "reviewer" | "nobody";
  /** Where a row is linked whose page this is. */
  readonly found?: { readonly on: string; readonly link: RegExp };
  readonly at?: string;
};

const ID = "([0-9a-f]{8}-[0-9a-f-]{27})";
const rowOf = (on: string, room: string) => ({ on, link: new RegExp(`href="/${room}/${ID}`, "g") });

// Measured with the Chromium of the tests on 26 November 2026, and a tenth more. A page that needs more says why in the
// change that raises its budget. The pages of customers are strict: an old phone opens them over a slow line.
export const BUDGETS: Readonly<Record<string, Budget>> = {
  "/": { kilobytes: 301 },
  "/audit": { kilobytes: 303 },
  "/campaigns": { kilobytes: 330 },
  "/campaigns/[campaignId]": { kilobytes: 339, found: rowOf("/campaigns", "campaigns") },
  "/campaigns/[campaignId]/edit": { kilobytes: 395, found: rowOf("/campaigns?state=draft", "campaigns") },
  "/campaigns/lists": { kilobytes: 305 },
  "/campaigns/new": { kilobytes: 395 },
  "/customers": { kilobytes: 301 },
  "/customers/[customerId]": { kilobytes: 423, found: rowOf("/customers", "customers") },
  "/customers/[customerId]/certificate": { kilobytes: 418, found: rowOf("/customers", "customers") },
  "/customers/[customerId]/preferences": { kilobytes: 433, found: rowOf("/customers", "customers") },
  "/customers/[customerId]/preferences/entry": { kilobytes: 424, found: rowOf("/customers", "customers") },
  "/customers/[customerId]/preferences/paper": { kilobytes: 369, found: rowOf("/customers", "customers") },
  "/customers/consents/import": { kilobytes: 305 },
  "/customers/imports": { kilobytes: 305 },
  "/customers/imports/[importId]": { kilobytes: 422, found: rowOf("/customers/imports", "customers/imports") },
  "/inbox": { kilobytes: 306 },
  "/inbox/[inboundId]": { kilobytes: 423, found: rowOf("/inbox", "inbox") },
  "/messages": { kilobytes: 303 },
  "/messages/[messageId]": { kilobytes: 419, found: rowOf("/messages", "messages") },
  "/phones": { kilobytes: 417 },
  "/policy": { kilobytes: 425 },
  "/policy/try": { kilobytes: 303 },
  "/policy/what-if": { kilobytes: 303 },
  "/preferences": { kilobytes: 212, as: "nobody" },
  // Opened with a key that only a text brings; it is drawn by the server alone, as /preferences is (tests/architecture.test.ts).
  "/preferences/[token]": { kilobytes: null, as: "nobody" },
  "/preferences/code": { kilobytes: 212, as: "nobody" },
  "/preferences/gone": { kilobytes: 216, as: "nobody" },
  "/reviews": { kilobytes: 303, as: "reviewer" },
  "/reviews/[reviewId]": { kilobytes: 344, as: "reviewer", found: rowOf("/reviews", "reviews") },
  "/rights": { kilobytes: 303 },
  "/rights/[requestId]": { kilobytes: 421, found: rowOf("/rights?state=all", "rights") },
  "/settings": { kilobytes: 301 },
  "/settings/api-keys": { kilobytes: 420 },
  "/settings/branches": { kilobytes: 421 },
  "/settings/carriers": { kilobytes: 439 },
  "/settings/carriers/[accountId]/edit": { kilobytes: 421, found: rowOf("/settings/carriers", "settings/carriers") },
  "/settings/carriers/new": { kilobytes: 421 },
  "/settings/contacts": { kilobytes: 420 },
  "/settings/filings": { kilobytes: 304 },
  "/settings/links": { kilobytes: 420 },
  "/settings/people": { kilobytes: 422 },
  "/settings/retention": { kilobytes: 421 },
  "/settings/routes": { kilobytes: 448 },
  "/settings/rules": { kilobytes: 425 },
  "/settings/signatures": { kilobytes: 421 },
  "/settings/values": { kilobytes: 423 },
  "/settings/wordings": { kilobytes: 301 },
  "/settings/wordings/[wordingId]": { kilobytes: 304, found: rowOf("/settings/wordings", "settings/wordings") },
  // Only for a draft, or a version in review, of the person who opens it: the demo bank has none for an administrator.
  "/settings/wordings/[wordingId]/edit": { kilobytes: null },
  "/settings/wordings/new": { kilobytes: 421 },
  "/sign-in": { kilobytes: 311, as: "nobody" },
  "/templates": { kilobytes: 303 },
  "/templates/[templateId]": { kilobytes: 308, found: rowOf("/templates", "templates") },
  // Only for a draft, or a version in review, of the person who opens it: the demo bank has none for an administrator.
  "/templates/[templateId]/changes": { kilobytes: null },
  "/templates/[templateId]/edit": { kilobytes: 434, found: rowOf("/templates?state=approved", "templates") },
  "/templates/new": { kilobytes: 434 },
};
