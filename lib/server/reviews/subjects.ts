import "server-only";
import type { SubjectType } from "@/lib/domain/review/decision";
import { campaignSubject } from "../campaigns/review-subject";
import type { ReviewSubject } from "./subject";
import { templateSubject } from "./template-subject";

/** Everything that can be reviewed. */
export const SUBJECTS: Readonly<Record<SubjectType, ReviewSubject>> = {
  template_version: templateSubject,
  campaign: campaignSubject,
};
