import { z } from "zod";
import { MESSAGE_STATES } from "@/lib/domain/message/states";
import { RULE_IDS } from "@/lib/domain/policy/rules";
import { problemItemShape } from "./problem";
import { instant, named } from "./shape";

export const BATCH_MAX = 1_000;
const VALUE_MAX = 1_000;

const variables = z.record(z.string().min(1).max(60), z.union([z.string().max(VALUE_MAX), z.number()]));

export const messageRequestShape = named(
  "MessageRequest",
  z
    .strictObject({
      template: z.string().min(1).max(100),
      customer: z.string().min(1).max(64).optional(),
      phone: z.string().min(1).max(40).optional(),
      variables: variables.optional(),
    })
    .refine((value) => (value.customer === undefined) !== (value.phone === undefined), {
      path: ["customer"],
      message: "api.customer_or_phone",
    }),
  { template: "loan.due-soon", customer: "C0010000024", variables: { name: "王小明", card: "6789", date: "2026-12-05", amount: "1280.50" } },
);

export const evidence = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const traceEntryShape = named(
  "TraceEntry",
  z.strictObject({
    rule: z.enum(RULE_IDS),
    row: z.string().nullable(),
    outcome: z.enum(["pass", "wait", "withhold"]),
    evidence,
  }),
  { rule: "consent", row: "cn.consent.loan", outcome: "pass", evidence: {} },
);

const decisionShape = named(
  "Decision",
  z.strictObject({
    outcome: z.enum(["send", "wait", "withhold"]),
    rule: z.enum(RULE_IDS).optional(),
    until: instant.optional(),
    trace: z.array(traceEntryShape),
  }),
  { outcome: "wait", rule: "quiet_hours", until: "2026-11-25T00:00:00.000Z", trace: [] },
);

export const messageAcceptedShape = named(
  "MessageAccepted",
  z.strictObject({ id: z.uuid(), state: z.enum(MESSAGE_STATES), decision: decisionShape }),
  { id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a", state: "queued", decision: { outcome: "send", trace: [] } },
);

/** Each item is judged on its own, so the envelope lets anything through where an item should be. */
export const messageBatchEnvelope = z.strictObject({ messages: z.array(z.unknown()).min(1).max(BATCH_MAX) });

export const messageBatchRequestShape = named(
  "MessageBatchRequest",
  z.strictObject({ messages: z.array(messageRequestShape).min(1).max(BATCH_MAX) }),
  {
    messages: [
      {
        template: "loan.due-soon",
        customer: "C0010000024",
        variables: { name: "王小明", card: "6789", date: "2026-12-05", amount: "1280.50" },
      },
      {
        template: "loan.due-soon",
        customer: "C0010000025",
        variables: { name: "李桂兰", card: "2345", date: "2026-12-05", amount: "900.00" },
      },
    ],
  },
);

const batchResultShape = named(
  "MessageBatchResult",
  z.strictObject({
    index: z.int().min(0),
    accepted: z.boolean(),
    id: z.uuid().optional(),
    state: z.enum(MESSAGE_STATES).optional(),
    decision: decisionShape.optional(),
    errors: z.array(problemItemShape).optional(),
  }),
  {
    index: 1,
    accepted: false,
    errors: [{ pointer: "#/messages/1/template", code: "template.not_found", detail: "没有已批准的同名模板。" }],
  },
);

export const messageBatchShape = named(
  "MessageBatch",
  z.strictObject({ accepted: z.int().min(0), refused: z.int().min(0), results: z.array(batchResultShape) }),
  {
    accepted: 1,
    refused: 1,
    results: [
      {
        index: 0,
        accepted: true,
        id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a",
        state: "queued",
        decision: { outcome: "send", trace: [] },
      },
      {
        index: 1,
        accepted: false,
        errors: [{ pointer: "#/messages/1/template", code: "template.not_found", detail: "没有已批准的同名模板。" }],
      },
    ],
  },
);

const reasonShape = named(
  "MessageReason",
  z.strictObject({ code: z.string(), outcome: z.enum(["wait", "withhold", "fail"]), evidence }),
  { code: "consent", outcome: "withhold", evidence: { source: "reply", at: "2026-03-03T02:11:00.000Z" } },
);

const attemptShape = named(
  "MessageAttempt",
  z.strictObject({
    ordinal: z.int().min(1),
    outcome: z.enum(["accepted", "refused", "uncertain"]),
    code: z.string().nullable(),
    startedAt: instant,
    answeredAt: instant.nullable(),
  }),
  {
    ordinal: 1,
    outcome: "accepted",
    code: null,
    startedAt: "2026-11-24T01:00:00.120Z",
    answeredAt: "2026-11-24T01:00:00.310Z",
  },
);

const eventShape = named(
  "MessageEvent",
  z.strictObject({ at: instant, event: z.string(), code: z.string().nullable() }),
  { at: "2026-11-24T01:00:04.000Z", event: "delivered", code: "DELIVRD" },
);

export const messageShape = named(
  "Message",
  z.strictObject({
    id: z.uuid(),
    state: z.enum(MESSAGE_STATES),
    reasons: z.array(reasonShape),
    segments: z.int().min(0),
    billingSegments: z.int().min(0),
    attempts: z.array(attemptShape),
    events: z.array(eventShape),
  }),
  {
    id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a",
    state: "delivered",
    reasons: [],
    segments: 1,
    billingSegments: 1,
    attempts: [
      {
        ordinal: 1,
        outcome: "accepted",
        code: null,
        startedAt: "2026-11-24T01:00:00.120Z",
        answeredAt: "2026-11-24T01:00:00.310Z",
      },
    ],
    events: [
      { at: "2026-11-24T01:00:00.000Z", event: "requested", code: null },
      { at: "2026-11-24T01:00:04.000Z", event: "delivered", code: "DELIVRD" },
    ],
  },
);

export type MessageRequest = z.output<typeof messageRequestShape>;
export type MessageAccepted = z.output<typeof messageAcceptedShape>;
export type MessageBatch = z.output<typeof messageBatchShape>;
export type MessageBody = z.output<typeof messageShape>;
