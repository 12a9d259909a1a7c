import { z } from "zod";

/** Each wording of a version is a template of its own to a carrier. */
export const WORDINGS = ["plain", "elder"] as const;
export type Wording = (typeof WORDINGS)[number];

/** One wording of an approved version, to be shown to one carrier. */
export const fileTemplateSchema = z.object({ accountId: z.uuid(), versionId: z.uuid(), variant: z.enum(WORDINGS) });

export type FileTemplateInput = z.output<typeof fileTemplateSchema>;
