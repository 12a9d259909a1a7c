import { z } from "zod";

/** What a person may take a customer's text for that no keyword gave away: a refusal in other words, or a complaint. */
export const JUDGEMENTS = ["refuse", "complaint"] as const;
export const judgeReplySchema = z.object({ inboundId: z.uuid(), as: z.enum(JUDGEMENTS) });
export type JudgeReplyInput = z.output<typeof judgeReplySchema>;
