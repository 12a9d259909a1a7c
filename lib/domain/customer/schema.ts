import { z } from "zod";
import { DESK_SOURCES } from "@/lib/domain/consent/sources";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";

export const REVEALED_FIELDS = ["name", "phone", "email", "birthDate", "remarks"] as const;
export type RevealedField = (typeof REVEALED_FIELDS)[number];

/** Why somebody needs to see what is masked: a sentence, kept in the audit trail. */
export const revealReasonSchema = z.string().trim().min(4, "customer.reveal_reason_missing").max(200, "customer.reveal_reason_long");

export const revealCustomerSchema = z.object({
  customerId: z.uuid(),
  reason: revealReasonSchema,
});

export const recordConsentSchema = z.object({
  customerId: z.uuid(),
  channel: z.enum(CHANNELS),
  purpose: z.enum(PURPOSES),
  state: z.enum(["given", "withdrawn"]),
  /** Number of the paper form or the recording; a consent without evidence proves nothing (MIIT Order 74, art. 21). */
  evidence: z.string().trim().max(100, "customer.evidence_long"),
  /** Version of the words that the customer was shown; empty or missing: those in force. */
  wordingVersion: z.string().trim().max(40).optional(),
  /** Where the customer said it; missing: at the branch. */
  source: z.enum(DESK_SOURCES).optional(),
}).refine((value) => value.state === "withdrawn" || value.evidence.length >= 3, { path: ["evidence"], message: "customer.evidence_missing" });

export type RevealCustomerInput = z.output<typeof revealCustomerSchema>;
export type RecordConsentInput = z.output<typeof recordConsentSchema>;
