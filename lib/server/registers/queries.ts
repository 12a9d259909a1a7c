import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { now } from "../clock";
import { db } from "../db/client";

/** Signatures with their filings, in use first. */
export function listSignatures(actor: Authorized<"template:read">) {
  void actor;
  return db().signature.findMany({
    orderBy: [{ retiredAt: { sort: "asc", nulls: "first" } }, { text: "asc" }],
    select: { id: true, text: true, retiredAt: true, filings: { orderBy: { carrier: "asc" }, select: { carrier: true, state: true, reason: true, updatedAt: true } } },
  });
}

/** Hosts that texts may link to, and those they might once. */
export async function listLinks(actor: Authorized<"template:read">) {
  void actor;
  const at = now();
  const rows = await db().registeredLink.findMany({ orderBy: { host: "asc" }, select: { id: true, host: true, note: true, expiresAt: true, retiredAt: true } });
  return rows.map((row) => ({ ...row, hasExpired: row.expiresAt !== null && row.expiresAt <= at }));
}

/** Numbers that texts may name. */
export function listContacts(actor: Authorized<"template:read">) {
  void actor;
  return db().registeredContact.findMany({ orderBy: { number: "asc" }, select: { id: true, number: true, note: true, retiredAt: true } });
}
