import type { Route } from "next";

const ROOMS: Readonly<Record<string, string>> = {
  template: "/templates",
  // Its entries carry the template as the page (lib/server/audit/queries.ts).
  template_version: "/templates",
  import: "/customers/imports",
  review: "/reviews",
  campaign: "/campaigns",
  message: "/messages",
  customer: "/customers",
  wording: "/settings/wordings",
  person_request: "/rights",
};

const PAGES: Readonly<Record<string, string>> = {
  inbound: "/inbox",
  audience_list: "/campaigns/lists",
  consent_import: "/customers/consents/import",
  person: "/settings/people",
  branch: "/settings/branches",
  signature: "/settings/signatures",
  link: "/settings/links",
  contact: "/settings/contacts",
  provider: "/settings/carriers",
  route: "/settings/routes",
  rule: "/policy",
  proposal: "/policy",
  setting: "/settings/values",
  apikey: "/settings/api-keys",
  retention_run: "/settings/retention",
};

/** Where the thing that an entry is about can be seen; null for what has no page. */
export function subjectHref(type: string, id: string): Route | null {
  const room = ROOMS[type];
  if (room !== undefined) return `${room}/${encodeURIComponent(id)}` as Route;
  return (PAGES[type] as Route | undefined) ?? null;
}
