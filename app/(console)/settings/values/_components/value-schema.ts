import { z } from "zod";
import { SETTINGS } from "@/lib/domain/settings/settings";

export const reviewAboveSchema = z.object({ value: SETTINGS["campaign.review_above"].schema });
export const linkDaysSchema = z.object({ value: SETTINGS["page.link_days"].schema });
export const thresholdsSchema = SETTINGS["campaign.thresholds"].schema;

const yuan = z.number().min(0).max(1_000);

/** The assumption as the form holds it: in yuan. */
export const callsSchema = z.object({ minutesPerCall: SETTINGS["calls.assumption"].schema.shape.minutesPerCall, callPerMinute: yuan, wagePerHour: yuan });
