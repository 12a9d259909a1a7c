import "server-only";
import { can, type Authorized } from "@/lib/domain/access/permissions";
import { maskName, maskPhone } from "@/lib/domain/customer/mask";
import type { MessageState } from "@/lib/domain/message/states";
import { answerUntil, labelled } from "@/lib/domain/reply/answer";
import { isHeld } from "@/lib/domain/reply/judge";
import type { ReplyClass, ReplyFlag } from "@/lib/domain/reply/keywords";
import type { Because } from "@/lib/domain/reply/scan";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import type { Role } from "@/lib/domain/shared/vocabulary";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { maskNameOf } from "../messages/masks";
import { inboundScope } from "./scope";

/**
 * One line of the conversation: what the customer wrote, or what the bank sent: the template without its values, or, of an answer to
 * the customer, the text itself with the name masked. */
export type ThreadEntry = { readonly id: string; readonly at: Date } & (
  | { readonly from: "customer"; readonly text: string; readonly replyClass: string }
  | { readonly from: "bank"; readonly text: string; readonly state: MessageState; readonly reason: string; readonly answeredBy: string | null; readonly campaign: boolean }
);

/** Shown on either side of the text concerned. */
const BEFORE = 8;
const AFTER = 20;

/** One text of the actor's subtree with why it was read as it was, and what the bank and this phone wrote to each other. */
export async function getThread(actor: Authorized<"inbox:read">, id: string) {
  const row = await db().inboundMessage.findFirst({
    where: { id, ...inboundScope(actor) },
    select: {
      id: true, replyClass: true, fromCipher: true, fromIndex: true, customerId: true, branchPath: true, messageId: true, campaignId: true, receivedAt: true, handledAt: true, handledBy: true,
      score: true, because: true, flag: true, flagClearedAt: true, dueAt: true, assigneeId: true, assigneeName: true,
    },
  });
  if (!row) return null;
  const { fromCipher, fromIndex, because, ...rest } = row;
  const [customer, entries] = await Promise.all([
    row.customerId === null ? null : db().customer.findFirst({
      where: { id: row.customerId, branchPath: { startsWith: actor.branchPath } },
      select: { id: true, number: true, nameCipher: true, phoneIndex: true, closedAt: true, branch: { select: { name: true, nameEn: true } } },
    }),
    entriesOf(actor, row.id, fromIndex, row.customerId),
  ]);
  const at = now();
  const samePhone = customer?.phoneIndex != null && Buffer.from(customer.phoneIndex).equals(Buffer.from(fromIndex));
  return {
    ...rest, replyClass: row.replyClass as ReplyClass, flag: row.flag as ReplyFlag | null, because: because as unknown as readonly Because[],
    phoneMasked: maskPhone(decrypt(fromCipher, "inbound.from")), held: isHeld(row), entries,
    customer: customer ? { id: customer.id, number: customer.number, nameMasked: maskNameOf(customer.nameCipher), branch: customer.branch } : null,
    answerUntil: answerUntil(row.receivedAt),
    unanswerable: !customer || customer.closedAt !== null ? ("no_customer" as const) : !samePhone ? ("phone_changed" as const) : answerUntil(row.receivedAt) < at ? ("answer_late" as const) : null,
  };
}

export type Thread = NonNullable<Awaited<ReturnType<typeof getThread>>>;

/** Ids carry their time, replies' and messages' alike: those up to the text concerned, and those after it. */
const SIDES = [{ take: BEFORE, order: "desc" as const, of: (id: string) => ({ lte: id }) }, { take: AFTER, order: "asc" as const, of: (id: string) => ({ gt: id }) }];

async function entriesOf(actor: Authorized<"inbox:read">, id: string, fromIndex: Uint8Array<ArrayBuffer>, customerId: string | null): Promise<ThreadEntry[]> {
  const received = (await Promise.all(SIDES.map((side) => db().inboundMessage.findMany({
    where: { fromIndex, ...inboundScope(actor), id: side.of(id) }, orderBy: { id: side.order }, take: side.take, select: { id: true, bodyCipher: true, receivedAt: true, replyClass: true },
  })))).flat();
  // Of this customer only: what a spouse with the same phone gets is not this officer's to read.
  const sent = customerId === null ? [] : (await Promise.all(SIDES.map((side) => db().message.findMany({
    where: { customerId, contactIndex: fromIndex, branchPath: { startsWith: actor.branchPath }, id: side.of(id) }, orderBy: { id: side.order }, take: side.take,
    select: { id: true, state: true, reason: true, createdAt: true, submittedAt: true, campaignId: true, templateVersionId: true, bodyCipher: true },
  })))).flat();
  const [versions, answers, customer] = await Promise.all([
    db().templateVersion.findMany({ where: { id: { in: sent.map((one) => one.templateVersionId) } }, select: { id: true, text: true, variables: true, signature: { select: { text: true } } } }),
    db().inboundAnswer.findMany({ where: { messageId: { in: sent.map((one) => one.id) } }, select: { messageId: true, personName: true } }),
    customerId === null ? null : db().customer.findFirst({ where: { id: customerId, branchPath: { startsWith: actor.branchPath } }, select: { nameCipher: true } }),
  ]);
  const name = customer?.nameCipher ? decrypt(customer.nameCipher, "customer.name") : "";
  const [texts, authors] = [new Map(versions.map((one) => [one.id, one])), new Map(answers.map((one) => [one.messageId, one.personName]))];
  const entries: ThreadEntry[] = [
    ...received.map((one): ThreadEntry => ({ id: one.id, at: one.receivedAt, from: "customer", text: decrypt(one.bodyCipher, "inbound.body"), replyClass: one.replyClass })),
    ...sent.map((one): ThreadEntry => {
      const [version, answeredBy] = [texts.get(one.templateVersionId), authors.get(one.id) ?? null];
      const answer = answeredBy !== null && one.bodyCipher ? withoutName(decrypt(one.bodyCipher, "message.body"), name) : null;
      return {
        id: one.id, at: one.submittedAt ?? one.createdAt, from: "bank", text: answer ?? (version ? `【${version.signature.text}】${labelled(version.text, version.variables as unknown as readonly TemplateVariable[])}` : ""),
        state: one.state as MessageState, reason: one.reason, answeredBy, campaign: one.campaignId !== null,
      };
    }),
  ];
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function withoutName(text: string, name: string): string {
  return name === "" ? text : text.replaceAll(name, () => maskName(name));
}

/** Who can be given a text: people of the actor's subtree who may answer it and see its branch. */
export async function listAssignees(actor: Authorized<"inbox:answer">, branchPath: string | null) {
  const people = await db().person.findMany({
    where: { disabledAt: null, branch: { path: { startsWith: actor.branchPath } } }, orderBy: { name: "asc" },
    select: { id: true, name: true, roles: true, branch: { select: { name: true, nameEn: true, path: true } } },
  });
  return people
    .filter((one) => can({ roles: one.roles as Role[] }, "inbox:answer") && (branchPath ?? actor.branchPath).startsWith(one.branch.path))
    .map(({ id, name, branch }) => ({ id, name, branch: { name: branch.name, nameEn: branch.nameEn } }));
}
