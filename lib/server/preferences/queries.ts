import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { PREFERENCE_FIELDS, type FieldChange, type PreferenceField } from "@/lib/domain/customer/preference-changes";
import { maskName, maskNumber, maskPhone } from "@/lib/domain/customer/mask";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { PREFERENCE_SELECT, stateOf } from "./customer";
import { hotlineFor } from "./hotline";
import { readOffers, wordingForOffers } from "./offers";

/** What one customer of the actor's subtree said, masked, with what the ledger says of offers; null outside it. */
export async function getPreferences(actor: Authorized<"customer:read">, customerId: string) {
  const customer = await db().customer.findFirst({
    where: { id: customerId, branchPath: { startsWith: actor.branchPath } }, select: { ...PREFERENCE_SELECT, branch: { select: { name: true, nameEn: true } } },
  });
  if (!customer) return null;
  const at = now();
  const said = customer.preference;
  const [offers, wording, hotline] = await Promise.all([readOffers(db(), customer, at), wordingForOffers(at), hotlineFor(customer.branchPath)]);
  return {
    id: customer.id, number: customer.number, branch: customer.branch, name: maskName(decrypt(customer.nameCipher, "customer.name")), numberMasked: maskNumber(customer.number),
    phone: customer.phoneCipher === null ? null : maskPhone(decrypt(customer.phoneCipher, "customer.phone")), hasEmail: customer.emailIndex !== null, closed: customer.closedAt !== null,
    state: stateOf(customer), lockVersion: said?.lockVersion ?? 0, offers: { state: offers.state, channels: offers.channels }, wording, hotline,
    helper: said?.helperNameCipher
      ? { name: maskName(decrypt(said.helperNameCipher, "helper.name")), phone: said.helperPhoneCipher ? maskPhone(decrypt(said.helperPhoneCipher, "helper.phone")) : "", agreedAt: said.helperAgreedAt }
      : null,
  };
}

export type PreferencesView = NonNullable<Awaited<ReturnType<typeof getPreferences>>>;

const LINKS_SHOWN = 20;

/** The newest links to a customer's page: never the way itself, which nobody has kept. */
export async function listLinks(actor: Authorized<"customer:read">, customerId: string) {
  const at = now();
  const rows = await db().accessLink.findMany({
    where: { customerId, customer: { branchPath: { startsWith: actor.branchPath } } }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: LINKS_SHOWN,
    select: { id: true, source: true, createdBy: true, createdAt: true, expiresAt: true, lastUsedAt: true, revokedAt: true },
  });
  return rows.map((row) => ({ ...row, state: row.revokedAt !== null ? ("revoked" as const) : row.expiresAt <= at ? ("expired" as const) : ("open" as const) }));
}

export type LinkRow = Awaited<ReturnType<typeof listLinks>>[number];

const CHANGES_SHOWN = 50;
const isField = (name: string): name is PreferenceField => (PREFERENCE_FIELDS as readonly string[]).includes(name);

/** Who changed what when, newest first; entries from before fields were kept name none. */
export async function preferenceHistory(actor: Authorized<"customer:read">, customerId: string) {
  const rows = await db().auditEntry.findMany({
    where: { subjectType: "customer", subjectId: customerId, action: "preference.changed", branchPath: { startsWith: actor.branchPath } }, orderBy: { seq: "desc" }, take: CHANGES_SHOWN,
    select: { seq: true, at: true, actorName: true, actorKind: true, detail: true },
  });
  return rows.map(({ seq, detail, ...row }) => {
    const { source, evidence, changes } = detail as { readonly source?: string; readonly evidence?: string; readonly changes?: Readonly<Record<string, FieldChange>> };
    const fields = Object.entries(changes ?? {}).flatMap(([field, change]) => (isField(field) ? [{ field, ...change }] : []));
    // A link's id says nothing to a reader; a form's number leads to the paper.
    return { ...row, seq: String(seq), source: source ?? "branch", form: source === "branch" ? (evidence ?? null) : null, fields };
  });
}

export type PreferenceChange = Awaited<ReturnType<typeof preferenceHistory>>[number];
