import { z } from "zod";

// A phone sends at most ten concatenated segments of 67 characters.
export const replySchema = z.object({
  customerId: z.uuid(),
  text: z.string().trim().min(1, "phone.text_missing").max(670, "phone.text_long"),
});
