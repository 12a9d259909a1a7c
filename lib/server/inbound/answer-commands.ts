import "server-only";
import { grant, type Authorized } from "@/lib/domain/access/permissions";
import { derivedId } from "@/lib/domain/api/derived-id";
import { hasErrors } from "@/lib/domain/check/check-text";
import type { Finding } from "@/lib/domain/check/finding";
import { answerUntil, framed, namesCustomer } from "@/lib/domain/reply/answer";
import { ANSWER_VARIABLE } from "@/lib/domain/template/use";
import { isHeld } from "@/lib/domain/reply/judge";
import type { FreeAnswerInput, QuickAnswerInput } from "@/lib/domain/reply/schema";
import type { ActionFailure } from "@/lib/domain/shared/action-result";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { lengthLimit } from "@/lib/domain/template/variable";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { sha256 } from "../crypto/digest";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { requestWith } from "../messages/request-message";
import { packInForce } from "../rules/queries";
import { findingsOf, registersInUse } from "../templates/registers";
import { listAnswerFrames, listQuickReplies, type AnswerTemplate } from "./answer-templates";
import { inboundScope } from "./scope";

type Answerer = Authorized<"inbox:answer">;
type Question = { readonly id: string; readonly branchPath: string; readonly customerNumber: string; readonly name: string };
export type Answered = { readonly messageId: string; readonly state: string };

/** The text to be answered and whom the answer goes to, or why there can be none. */
async function readQuestion(actor: Answerer, inboundId: string): Promise<Result<Question, ActionFailure>> {
  const row = await db().inboundMessage.findFirst({
    where: { id: inboundId, ...inboundScope(actor) }, select: { id: true, customerId: true, fromIndex: true, receivedAt: true },
  });
  if (!row) return fail({ code: "inbound.not_found" });
  if (answerUntil(row.receivedAt) < now()) return fail({ code: "inbound.answer_late" });
  const customer = row.customerId === null ? null : await db().customer.findFirst({
    where: { id: row.customerId, branchPath: { startsWith: actor.branchPath }, closedAt: null }, select: { number: true, nameCipher: true, phoneIndex: true, branchPath: true },
  });
  if (!customer) return fail({ code: "inbound.no_customer" });
  // The answer goes to the phone that asked, never to one that the customer has since then.
  if (!customer.phoneIndex || !Buffer.from(customer.phoneIndex).equals(Buffer.from(row.fromIndex))) return fail({ code: "inbound.phone_changed" });
  return ok({ id: row.id, branchPath: customer.branchPath, customerNumber: customer.number, name: customer.nameCipher ? decrypt(customer.nameCipher, "customer.name") : "" });
}

/** Answers a customer's text with an approved text as it stands. */
export async function answerQuickly(actor: Answerer, input: QuickAnswerInput): Promise<Result<Answered, ActionFailure>> {
  const question = await readQuestion(actor, input.inboundId);
  if (!question.ok) return question;
  const template = (await listQuickReplies(actor)).find(({ key }) => key === input.template);
  if (!template) return fail({ code: "inbound.reply_not_found" });
  return send(actor, question.value, template, "quick", {});
}

/** Answers a customer's text in words of one's own, inside an approved frame; the finished text passes the content check first. */
export async function answerFreely(actor: Answerer, input: FreeAnswerInput): Promise<Result<Answered, ActionFailure>> {
  const question = await readQuestion(actor, input.inboundId);
  if (!question.ok) return question;
  const frame = (await listAnswerFrames(actor)).find(({ key }) => key === input.template);
  if (!frame) return fail({ code: "inbound.frame_not_found" });
  const faults = await faultsOf(frame, input.answer);
  if (faults.length > 0) return fail({ code: "inbound.answer_unfit", fields: { answer: faults } });
  return send(actor, question.value, frame, "free", { [ANSWER_VARIABLE]: input.answer });
}

/** What the content check says against the finished text, as codes for the field. */
async function faultsOf(frame: AnswerTemplate, answer: string): Promise<string[]> {
  const variable = frame.variables.find(({ name }) => name === ANSWER_VARIABLE);
  const most = variable ? lengthLimit(variable) : 0;
  if (answer.length > most) return [`field.too_long?max=${most}`];
  const finished = { ...frame, text: framed(frame.text, answer), variables: frame.variables.filter(({ name }) => name !== ANSWER_VARIABLE) };
  const findings = findingsOf(finished, { elderFriendly: false, use: "quick_reply", channel: "sms" }, await registersInUse());
  return hasErrors(findings) ? findings.filter(({ severity }) => severity === "error").map(({ rule, evidence }) => `inbound.check.${rule}?${query(evidence)}`) : [];
}

const query = (evidence: Finding["evidence"]) => new URLSearchParams(Object.entries(evidence).map(([name, value]) => [name, String(value)])).toString();

async function send(actor: Answerer, question: Question, template: AnswerTemplate, kind: "quick" | "free", values: Readonly<Record<string, string>>): Promise<Result<Answered, ActionFailure>> {
  const sender = grant(actor, "message:send");
  if (!sender) return fail({ code: "forbidden" });
  // Of what is answered and with what: pressed twice, or again after a lost answer, it is one message.
  const id = derivedId(question.id, 0, (text) => sha256(`answer/${template.key}/${values[ANSWER_VARIABLE] ?? ""}/${text}`));
  const variables = namesCustomer(template) ? { ...values, name: question.name } : values;
  const sent = await requestWith(sender, { id, template: template.key, customer: question.customerNumber, variables }, await packInForce());
  if (!sent.ok) return fail(sent.error.name === ANSWER_VARIABLE ? { code: "inbound.answer_unfit", fields: { answer: [`${sent.error.code}?name=${ANSWER_VARIABLE}`] } } : { code: sent.error.code, evidence: { name: sent.error.name ?? "", what: sent.error.what ?? "" } });
  // It stands among the messages with its reason; the customer got nothing, so nothing is answered.
  if (sent.value.state === "withheld") return fail({ code: "inbound.answer_withheld" });
  await record(actor, question, id, kind, template.key);
  return ok({ messageId: id, state: sent.value.state });
}

/** Writes down who answered, once; a question is then dealt with, what wants a decision or a complaint is not. */
function record(actor: Answerer, question: Question, messageId: string, kind: "quick" | "free", template: string): Promise<void> {
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM inbound_message WHERE id = ${question.id}::uuid FOR UPDATE`;
    if ((await tx.inboundAnswer.count({ where: { inboundId: question.id, messageId } })) > 0) return;
    const row = await tx.inboundMessage.findUniqueOrThrow({ where: { id: question.id }, select: { dueAt: true, handledAt: true, replyClass: true } });
    const at = now();
    await tx.inboundAnswer.create({ data: { inboundId: question.id, messageId, kind, personId: actor.id, personName: actor.name, at }, select: { id: true } });
    if (row.handledAt === null && !isHeld(row) && row.replyClass !== "complaint") {
      await tx.inboundMessage.update({ where: { id: question.id }, data: { handledAt: at, handledBy: actor.name }, select: { id: true } });
    }
    await recordAudit(tx, actor, {
      action: "inbound.answered", subjectType: "inbound", subjectId: question.id, branchPath: question.branchPath, detail: { message: messageId, kind, template },
    });
  });
}
