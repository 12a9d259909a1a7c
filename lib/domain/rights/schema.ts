import { z } from "zod";
import { CHANNELS, LANGUAGES, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { RECEIVED_BY, REQUEST_KINDS } from "./request";

const evidence = z.string().trim().max(100, "rights.evidence_long");
const reason = z.string().trim().min(4, "rights.reason_missing").max(300, "rights.reason_long");
const requestId = z.uuid();

export const recordRequestSchema = z.object({
  customerId: z.uuid(),
  kind: z.enum(REQUEST_KINDS),
  receivedBy: z.enum(RECEIVED_BY),
  evidence,
  /** Day on which it was received, YYYY-MM-DD; empty: now. The clock runs from there, not from the typing. */
  receivedOn: z.union([z.literal(""), z.iso.date()]),
});

export const refuseRequestSchema = z.object({ requestId, reason });
export const closeRequestSchema = z.object({ requestId, how: z.enum(["counter", "post", "email"]) });

/** An erasure cannot be taken back: the number of the customer is typed once more. */
export const eraseSchema = z.object({ requestId, number: z.string().trim().min(1, "rights.number_mistyped") });

/** What the customer says is right; an empty field stays as it is, a ticked one is emptied. */
export const correctSchema = z
  .object({
    requestId,
    name: z.string().trim().max(100),
    phone: z.string().trim().max(40),
    email: z.string().trim().max(254),
    birthDate: z.string().trim().max(20),
    kind: z.string().trim().max(60),
    language: z.union([z.literal(""), z.enum(LANGUAGES)]),
    clearEmail: z.boolean(),
    clearBirthDate: z.boolean(),
    evidence: evidence.min(3, "rights.evidence_missing"),
  })
  .refine(({ requestId: _id, evidence: _proof, ...said }) => Object.values(said).some((value) => value !== "" && value !== false), { message: "rights.nothing_corrected", path: ["name"] })
  .refine((value) => value.email === "" || !value.clearEmail, { message: "rights.both_given_and_cleared", path: ["email"] })
  .refine((value) => value.birthDate === "" || !value.clearBirthDate, { message: "rights.both_given_and_cleared", path: ["birthDate"] });

export const withdrawSchema = z.object({
  requestId,
  purposes: z.array(z.enum(PURPOSES)).min(1, "rights.nothing_chosen"),
  channels: z.array(z.enum(CHANNELS)).min(1, "rights.nothing_chosen"),
});

export type RecordRequestInput = z.output<typeof recordRequestSchema>;
export type RefuseRequestInput = z.output<typeof refuseRequestSchema>;
export type CloseRequestInput = z.output<typeof closeRequestSchema>;
export type EraseInput = z.output<typeof eraseSchema>;
export type CorrectInput = z.output<typeof correctSchema>;
export type WithdrawInput = z.output<typeof withdrawSchema>;
