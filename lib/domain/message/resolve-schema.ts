import { z } from "zod";

/** What a person found out about a message that the carrier never answered for, and how. */
export const resolveUncertainSchema = z.object({
  messageId: z.uuid(),
  outcome: z.enum(["delivered", "sent", "failed"]),
  reason: z.string().trim().min(4, "message.resolve_reason_missing").max(200, "message.reveal_reason_long"),
});

export type ResolveUncertainInput = z.output<typeof resolveUncertainSchema>;
