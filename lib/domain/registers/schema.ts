import { z } from "zod";

// China's carriers take 2–12 characters and no symbols (domain.md §2.4).
export const createSignatureSchema = z.object({ text: z.string().trim().regex(/^[\p{Script=Han}A-Za-z0-9]{2,12}$/u, "signature.malformed") });

export const FILING_STATES = ["not_filed", "filing", "filed", "refused", "lapsed"] as const;
export const CARRIERS = ["mobile", "unicom", "telecom"] as const;
export const fileSignatureSchema = z.object({
  signatureId: z.uuid(), carrier: z.enum(CARRIERS), state: z.enum(FILING_STATES), reason: z.string().trim().max(200).optional(),
});

/** 95xxx, 96xxx, 400, 800 and landlines; mobile numbers are not accepted as contacts by the carriers (domain.md §2.4). */
export const LANDLINE_OR_SERVICE_NUMBER = /^(95\d{3,6}|96\d{3,6}|[48]00\d{7}|0\d{2,3}-?\d{7,8})$/;

export const createLinkSchema = z.object({
  host: z.string().trim().toLowerCase().regex(/^(?!-)([a-z0-9-]{1,63}\.)+[a-z]{2,}$/, "link.malformed"),
  note: z.string().trim().min(2, "link.note_missing").max(100),
  /** Last day of the bank's own zone on which texts may link there, YYYY-MM-DD; empty: until it is retired. */
  lastDay: z.union([z.literal(""), z.iso.date("settings.day_malformed")]),
});
export const createContactSchema = z.object({
  number: z.string().trim().regex(LANDLINE_OR_SERVICE_NUMBER, "contact.malformed"),
  note: z.string().trim().min(2, "contact.note_missing").max(100),
});
export const registerIdSchema = z.object({ id: z.uuid() });

export type CreateLinkInput = z.output<typeof createLinkSchema>;
export type FileSignatureInput = z.output<typeof fileSignatureSchema>;
