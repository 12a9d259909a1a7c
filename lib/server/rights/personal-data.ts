import "server-only";
import { readChannelPreferences } from "@/lib/domain/customer/channel-preferences";
import { now } from "../clock";
import { decrypt, type CipherPurpose } from "../crypto/cipher";
import { db } from "../db/client";
import { readTraces } from "../decisions/traces";

// Far above what a bank writes to one person; beyond it the file says that there is more.
export const MESSAGES_MAX = 10_000;
const ROWS_MAX = 5_000;

const open = (cipher: Uint8Array | null, purpose: CipherPurpose) => cipher && decrypt(cipher, purpose);

async function identity(id: string) {
  const row = await db().customer.findUniqueOrThrow({
    where: { id },
    select: {
      number: true, nameCipher: true, phoneCipher: true, phoneIndex: true, emailCipher: true, emailIndex: true, birthCipher: true, kind: true, products: true, tags: true, language: true,
      timeZone: true, remarksCipher: true, riskTolerance: true, createdAt: true, updatedAt: true, closedAt: true, branch: { select: { code: true, name: true, nameEn: true } },
    },
  });
  const { nameCipher, phoneCipher, emailCipher, birthCipher, remarksCipher, phoneIndex, emailIndex, ...plain } = row;
  return {
    indexes: { phone: phoneIndex, email: emailIndex },
    customer: {
      ...plain, name: decrypt(nameCipher, "customer.name"), phone: open(phoneCipher, "customer.phone"), email: open(emailCipher, "customer.email"),
      birthDate: open(birthCipher, "customer.birth"), remarks: open(remarksCipher, "customer.remarks"),
    },
  };
}

async function preferences(customerId: string) {
  const row = await db().preference.findUnique({ where: { customerId } });
  if (!row) return null;
  const { channels, quietFrom, quietTo, elderFriendly, noProfiling, wantsCalls, smallAmountYuan, updatedAt, updatedBy } = row;
  const helper = row.helperNameCipher === null && row.helperPhoneCipher === null ? null : {
    name: open(row.helperNameCipher, "helper.name"), phone: open(row.helperPhoneCipher, "helper.phone"), agreedAt: row.helperAgreedAt, evidence: row.helperEvidence,
  };
  return { channels: readChannelPreferences(channels), quietFrom, quietTo, elderFriendly, noProfiling, wantsCalls, smallAmountYuan, helper, updatedAt, updatedBy };
}

async function refusals(indexes: { readonly phone: Uint8Array<ArrayBuffer> | null; readonly email: Uint8Array<ArrayBuffer> | null }) {
  const of = async (contact: "phone" | "email", contactIndex: Uint8Array<ArrayBuffer> | null) => contactIndex === null ? [] : (await db().suppression.findMany({
    where: { contactIndex }, orderBy: { at: "asc" }, take: ROWS_MAX, select: { channel: true, purpose: true, source: true, evidence: true, at: true, liftedAt: true },
  })).map((row) => ({ contact, ...row }));
  return [...(await of("phone", indexes.phone)), ...(await of("email", indexes.email))];
}

async function messages(customerId: string) {
  const rows = await db().message.findMany({
    where: { customerId }, orderBy: { id: "desc" }, take: MESSAGES_MAX + 1,
    select: { id: true, createdAt: true, purpose: true, channel: true, state: true, reason: true, trace: true, bodyCipher: true, toCipher: true, submittedAt: true, finalAt: true, campaignId: true, templateVersionId: true },
  });
  const page = rows.slice(0, MESSAGES_MAX);
  const versions = await db().templateVersion.findMany({ where: { id: { in: [...new Set(page.map((row) => row.templateVersionId))] } }, select: { id: true, number: true, template: { select: { key: true, name: true } } } });
  const traces = await readTraces(page.map((row) => row.trace));
  const names = new Map(versions.map((version) => [version.id, `${version.template.name} (${version.template.key}, v${version.number})`]));
  return {
    more: rows.length > MESSAGES_MAX,
    rows: page.map(({ bodyCipher, toCipher, trace: _, templateVersionId, ...row }, index) => ({
      ...row, template: names.get(templateVersionId) ?? null, text: open(bodyCipher, "message.body"), to: open(toCipher, "customer.phone"),
      decision: (traces[index] ?? []).map(({ rule, outcome }) => ({ rule, outcome })),
    })),
  };
}

async function replies(customerId: string) {
  const rows = await db().inboundMessage.findMany({ where: { customerId }, orderBy: { id: "desc" }, take: ROWS_MAX, select: { receivedAt: true, bodyCipher: true, fromCipher: true, replyClass: true, handledAt: true } });
  return rows.map(({ bodyCipher, fromCipher, replyClass, ...row }) => ({ ...row, takenFor: replyClass, text: decrypt(bodyCipher, "inbound.body"), from: decrypt(fromCipher, "inbound.from") }));
}

/** One probe a campaign and a list by their own keys: neither table is read through. */
async function campaigns(customerId: string) {
  return db().$queryRaw<{ id: string; name: string; purpose: string; state: string; frozenAt: Date | null }[]>`
    SELECT c.id, c.name, c.purpose, c.state::text, c.frozen_at AS "frozenAt" FROM campaign c
    WHERE EXISTS (SELECT FROM campaign_audience a WHERE a.campaign_id = c.id AND a.customer_id = ${customerId}::uuid) ORDER BY c.id DESC LIMIT ${ROWS_MAX}`;
}

async function lists(customerId: string) {
  const rows = await db().$queryRaw<{ name: string; uploadedAt: Date; cells: Uint8Array }[]>`
    SELECT l.name, l.created_at AS "uploadedAt", e.values_cipher AS cells FROM audience_list l JOIN audience_list_entry e ON e.list_id = l.id AND e.customer_id = ${customerId}::uuid
    ORDER BY l.id DESC LIMIT ${ROWS_MAX}`;
  return rows.map(({ cells, ...row }) => ({ ...row, cells: JSON.parse(decrypt(cells, "list.values")) as Readonly<Record<string, string>> }));
}

/** Files that a word of the ledger came from: the only trace that a file leaves with a customer. */
async function files(evidence: readonly (string | null)[]) {
  const ids = [...new Set(evidence.filter((one): one is string => one !== null && /^[0-9a-f-]{36}$/.test(one)))];
  const select = { fileName: true, createdAt: true } as const;
  const [customers, consents] = await Promise.all([
    db().customerImport.findMany({ where: { id: { in: ids } }, select }), db().consentImport.findMany({ where: { id: { in: ids } }, select }),
  ]);
  return [...customers, ...consents].map(({ fileName, createdAt }) => ({ fileName, at: createdAt }));
}

/** Who saw in the clear what screens mask, and took a copy of it. */
async function looks(customerId: string) {
  const rows = await db().auditEntry.findMany({ where: { subjectType: "customer", subjectId: customerId, action: "customer.revealed" }, orderBy: { seq: "asc" }, take: ROWS_MAX, select: { at: true, actorName: true, detail: true } });
  return rows.map(({ at, actorName, detail }) => ({ at, by: actorName, reason: String((detail as { reason?: unknown }).reason ?? "") }));
}

/** Everything that is held on a customer, in the clear. Only `exportPersonalData` may call it: the trace comes first. */
export async function readPersonalData(customerId: string) {
  const { indexes, customer } = await identity(customerId);
  const consents = await db().consentEntry.findMany({
    where: { customerId }, orderBy: [{ at: "asc" }, { id: "asc" }], take: ROWS_MAX,
    select: { at: true, purpose: true, channel: true, state: true, wordingVersion: true, source: true, evidence: true, recordedBy: true },
  });
  const [said, stopped, sent, received, joined, listed, origin, pageLinks, requests, lookedAt] = await Promise.all([
    preferences(customerId), refusals(indexes), messages(customerId), replies(customerId), campaigns(customerId), lists(customerId), files(consents.filter((one) => one.source === "import").map((one) => one.evidence)),
    db().accessLink.findMany({ where: { customerId }, orderBy: { createdAt: "asc" }, take: ROWS_MAX, select: { source: true, createdAt: true, expiresAt: true, lastUsedAt: true, revokedAt: true } }),
    db().personRequest.findMany({ where: { customerId }, orderBy: { receivedAt: "asc" }, take: ROWS_MAX, select: { kind: true, receivedBy: true, evidence: true, receivedAt: true, dueAt: true, state: true, closedAt: true } }),
    looks(customerId),
  ]);
  return {
    format: "hongyan.personal-data.1", madeAt: now(), customer, preferences: said, consents, refusals: stopped, messages: sent.rows, moreMessages: sent.more, replies: received,
    campaigns: joined, lists: listed, files: origin, pageLinks, requests, lookedAt,
  };
}

export type PersonalData = Awaited<ReturnType<typeof readPersonalData>>;
