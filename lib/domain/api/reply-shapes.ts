import { z } from "zod";
import { REPLY_CLASSES } from "@/lib/domain/reply/keywords";
import { REASON_CODES } from "@/lib/domain/reply/phrase";
import { named } from "./shape";

export const replyTextShape = named("ReplyText", z.strictObject({ text: z.string().max(2_000) }), { text: "别再给我发短信了" });

const reasonShape = named(
  "ReplyReason",
  z.strictObject({ code: z.enum(REASON_CODES), phrase: z.string(), weight: z.int() }),
  { code: "stop_sending", phrase: "别…发", weight: 70 },
);

export const replyReadingShape = named(
  "ReplyReading",
  z.strictObject({ class: z.enum(REPLY_CLASSES), score: z.number().min(0).max(1), because: z.array(reasonShape) }),
  { class: "likelyRefusal", score: 1, because: [{ code: "stop_sending", phrase: "别…发", weight: 70 }, { code: "stop_messages", phrase: "别…短信", weight: 60 }] },
);
