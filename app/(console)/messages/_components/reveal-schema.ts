import { z } from "zod";

/** Why somebody needs to read a message in the clear: a sentence, kept in the audit trail. */
export const revealMessageSchema = z.object({
  messageId: z.uuid(),
  reason: z.string().trim().min(4, "message.reveal_reason_missing").max(200, "message.reveal_reason_long"),
});
