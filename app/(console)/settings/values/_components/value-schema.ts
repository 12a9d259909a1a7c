import { z } from "zod";
import { keywordFaults, keywordsOf } from "@/lib/domain/reply/keyword-list";
import { SETTINGS } from "@/lib/domain/settings/settings";

export const reviewAboveSchema = z.object({ value: SETTINGS["campaign.review_above"].schema });
export const linkDaysSchema = z.object({ value: SETTINGS["page.link_days"].schema });
export const thresholdsSchema = SETTINGS["campaign.thresholds"].schema;

const yuan = z.number().min(0).max(1_000);

/** The assumption as the form holds it: in yuan. */
export const callsSchema = z.object({ minutesPerCall: SETTINGS["calls.assumption"].schema.shape.minutesPerCall, callPerMinute: yuan, wagePerHour: yuan });

export const judgeWithinSchema = z.object({ hours: SETTINGS["reply.judge_within_hours"].schema });

const lines = z.string().max(2_000).transform(keywordsOf).pipe(SETTINGS["reply.keywords"].schema.shape.refuse);

/** The keywords as the form holds them: one a line. */
export const keywordsSchema = z.object({ refuse: lines, return: lines, help: lines }).superRefine((value, context) => {
  for (const { kind, code, word } of keywordFaults(value)) context.addIssue({ code: "custom", path: [kind], message: `${code}?word=${encodeURIComponent(word)}` });
});

/** The confirmation as the form holds it: an empty choice is no template. */
export const confirmSchema = z.object({ allowed: z.boolean(), template: z.string().max(100) });
