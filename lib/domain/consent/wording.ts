import { z } from "zod";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";

export const WORDING_STATES = ["draft", "published", "retired"] as const;
export type WordingState = (typeof WORDING_STATES)[number];

// What entries name that were made without words of the bank's own; a wording of that name would claim their consent.
const TAKEN_NAMES: readonly string[] = ["none", "reply", "import"];
const TEXT_MAX = 2_000;
const FREQUENCY_MAX = 200;
/** Longer than any product that somebody would still remember agreeing to hear about. */
export const DURATION_MONTHS_MAX = 120;

const day = z.union([z.literal(""), z.iso.date("settings.day_malformed")]);

/** Words to agree to, as an author writes them; a draft may be incomplete, what is published may not. */
export const wordingSchema = z
  .object({
    version: z.string().trim().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,29}$/, "wording.version_malformed").refine((name) => !TAKEN_NAMES.includes(name.toLowerCase()), "wording.version_taken"),
    purpose: z.enum(PURPOSES),
    textZh: z.string().trim().max(TEXT_MAX),
    textEn: z.string().trim().max(TEXT_MAX),
    frequencyZh: z.string().trim().max(FREQUENCY_MAX),
    frequencyEn: z.string().trim().max(FREQUENCY_MAX),
    /** Null: until withdrawn. */
    durationMonths: z.number().int().min(1).max(DURATION_MONTHS_MAX).nullable(),
    /** Days of the bank's zone, YYYY-MM-DD; empty: on publication. */
    effectiveFrom: day,
    /** The last day on which consent under earlier words counts; empty: it goes on. */
    renewBy: day,
    /** Key of a template with which renewal is asked for; empty: nobody is asked by text. */
    requestTemplate: z.string().trim().max(100),
  })
  .refine((value) => value.renewBy === "" || value.effectiveFrom === "" || value.renewBy > value.effectiveFrom, { path: ["renewBy"], message: "wording.renewal_too_early" })
  .refine((value) => value.requestTemplate === "" || value.renewBy !== "", { path: ["requestTemplate"], message: "wording.request_without_renewal" });

/** The same for a draft that exists, with a seal of what its author saw. */
export const saveWordingSchema = wordingSchema.safeExtend({ id: z.uuid(), seal: z.string().max(100) });

/** A decision about words, bound to what was seen of them. */
export const sealedWordingSchema = z.object({ id: z.uuid(), seal: z.string().max(100) });
export const wordingIdSchema = z.object({ id: z.uuid() });

export type WordingInput = z.output<typeof wordingSchema>;

export type WordingContent = {
  readonly version: string;
  readonly purpose: string;
  readonly textZh: string;
  readonly textEn: string;
  readonly frequencyZh: string;
  readonly frequencyEn: string;
  readonly durationMonths: number | null;
  readonly effectiveFrom: Date | null;
  readonly renewBy: Date | null;
  readonly requestTemplate: string | null;
};

export type MissingPart = "textZh" | "textEn" | "frequencyZh" | "frequencyEn";

/** What a request for consent must say and these words do not: of what kind, how often (how long is always one of two answers). */
export function missingParts(wording: Pick<WordingContent, MissingPart>): readonly MissingPart[] {
  return (["textZh", "textEn", "frequencyZh", "frequencyEn"] as const).filter((part) => wording[part].trim() === "");
}

export type PublishRefusal = { readonly code: "wording.not_draft" | "wording.own" | "wording.incomplete" | "wording.renewal_too_early" };

/** Why words may not be published by this person now; null where they may. */
export function refusesToPublish(
  wording: WordingContent & { readonly state: string; readonly createdById: string }, personId: string, now: Date,
): PublishRefusal | null {
  if (wording.state !== "draft") return { code: "wording.not_draft" };
  // Four eyes: what customers will be held to was read by somebody else than who wrote it.
  if (wording.createdById === personId) return { code: "wording.own" };
  if (missingParts(wording).length > 0) return { code: "wording.incomplete" };
  if (wording.renewBy !== null && wording.renewBy <= effectiveOnPublication(wording, now)) return { code: "wording.renewal_too_early" };
  return null;
}

/** Words are in force from the day that they name, but never before they were published. */
export function effectiveOnPublication({ effectiveFrom }: Pick<WordingContent, "effectiveFrom">, now: Date): Date {
  return effectiveFrom !== null && effectiveFrom > now ? effectiveFrom : now;
}

/** What a seal is computed over: everything that a person reads before publishing. */
export function sealText(wording: WordingContent): string {
  const { version, purpose, textZh, textEn, frequencyZh, frequencyEn, durationMonths, effectiveFrom, renewBy, requestTemplate } = wording;
  return JSON.stringify([version, purpose, textZh, textEn, frequencyZh, frequencyEn, durationMonths, effectiveFrom?.toISOString() ?? null, renewBy?.toISOString() ?? null, requestTemplate]);
}
