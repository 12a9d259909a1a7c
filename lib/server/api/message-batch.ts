import "server-only";
import { inputFaults } from "@/lib/domain/api/issues";
import { messageRequestShape, type MessageBatch } from "@/lib/domain/api/message-shapes";
import type { Result } from "@/lib/domain/shared/result";
import { reportUnexpected } from "../logger";
import type { MessageRequest, RequestedMessage, RequestRefusal } from "../messages/request-message";
import { refusedRequest, toAccepted, toRequest, type Origin } from "./message-request";
import { invalidInput, type ApiRefusal, type LocatedFault } from "./refusal";
import { toItem, type Caller } from "./respond";
import { apiWords } from "./words";

type Item = MessageBatch["results"][number];
type Send = (request: MessageRequest) => Promise<Result<RequestedMessage, RequestRefusal>>;

/** Items worked on at once: enough to hide the database's answer time, few enough to leave connections for others. */
const AT_ONCE = 4;

function refusedItem(index: number, refusal: ApiRefusal, caller: Caller): Item {
  const here = ["messages", index];
  const faults: readonly LocatedFault[] = refusal.faults ?? [
    { where: "body", place: [], code: refusal.code, evidence: refusal.evidence ?? {} },
  ];
  const words = apiWords(caller.language);
  return {
    index,
    accepted: false,
    errors: faults.map((fault) => toItem({ ...fault, place: [...here, ...fault.place] }, words)),
  };
}

async function judge(raw: unknown, index: number, origin: Origin, caller: Caller, send: Send): Promise<Item> {
  const parsed = messageRequestShape.safeParse(raw);
  if (!parsed.success)
    return refusedItem(
      index,
      invalidInput(inputFaults(parsed.error, raw).map((fault) => ({ ...fault, where: "body" }))),
      caller,
    );
  const request = toRequest(parsed.data, origin);
  if (!request.ok) return refusedItem(index, request.error, caller);
  try {
    const sent = await send(request.value);
    return sent.ok
      ? { index, accepted: true, ...toAccepted(sent.value) }
      : refusedItem(index, refusedRequest(sent.error, parsed.data), caller);
  } catch (error) {
    // What was accepted before stays accepted and must be told: the item alone is answered with the failure.
    reportUnexpected(error, { route: "createMessageBatch", requestId: caller.requestId, index });
    return refusedItem(index, { status: 500, code: "api.unexpected" }, caller);
  }
}

/** Judges every item of a batch on its own; answers in the order of the request. */
export async function sendBatch(
  items: readonly unknown[],
  originOf: (index: number) => Origin,
  caller: Caller,
  send: Send,
): Promise<MessageBatch> {
  const results: Item[] = [];
  const waiting = items.entries();
  // The workers share one iterator, so each item is taken once.
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const [index, raw] of waiting) results[index] = await judge(raw, index, originOf(index), caller, send);
  });
  await Promise.all(workers);
  const accepted = results.filter((item) => item.accepted).length;
  return { accepted, refused: results.length - accepted, results };
}
