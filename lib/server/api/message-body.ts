import "server-only";
import type { MessageBody } from "@/lib/domain/api/message-shapes";
import type { MessageView } from "../messages/get-message";

type Reason = MessageBody["reasons"][number];

const OUTCOMES: Readonly<Partial<Record<MessageView["state"], Reason["outcome"]>>> = {
  deferred: "wait",
  withheld: "withhold",
  failed: "fail",
  uncertain: "fail",
};

/** Why a message is where it is, with what the rule saw; nothing for one that goes its way. */
function reasonsOf(view: MessageView): Reason[] {
  const outcome = OUTCOMES[view.state];
  if (outcome === undefined || view.reason === "") return [];
  const asked = view.trace.find((entry) => entry.rule === view.reason);
  return [{ code: view.reason, outcome, evidence: { ...asked?.evidence } }];
}

/** A message as bank systems follow it. */
export function toMessageBody(view: MessageView): MessageBody {
  return {
    id: view.id,
    state: view.state,
    reasons: reasonsOf(view),
    segments: view.segments,
    billingSegments: view.billingSegments,
    attempts: view.attempts.map(({ ordinal, outcome, code, startedAt, answeredAt }) => ({
      ordinal,
      outcome: outcome as "accepted" | "refused" | "uncertain",
      code,
      startedAt: startedAt.toISOString(),
      answeredAt: answeredAt?.toISOString() ?? null,
    })),
    events: view.events.map(({ at, kind, detail }) => ({
      at: at.toISOString(),
      event: kind,
      code: detail === "" ? null : detail,
    })),
  };
}
