import "server-only";
import { z } from "zod";

const share = z.number().min(0).max(1);

/** How the simulator behaves; `account.settings` of an account that uses it. */
export const simulatorSettingsSchema = z.object({
  /** Same seed and same messages: same outcomes. */
  seed: z.string().default("hongyan"),
  /** Median time until a receipt; a few take many times as long. */
  receiptDelayMs: z.number().int().min(0).default(2_000),
  /** Share that never arrives: refused at once or reported later, in the proportions of a real line. */
  failureShare: share.default(0.03),
  /** Share of reports that never come. */
  noReceiptShare: share.default(0.01),
  /** Share of reports that come twice. */
  duplicateShare: share.default(0.01),
  /** Share that gets a report "accepted" after the final one: out of order. */
  reorderShare: share.default(0.01),
  /** Share of reports that are there before the submission is answered. */
  earlyShare: share.default(0),
  /** Share of submissions that the carrier takes without saying so. */
  uncertainShare: share.default(0),
  /** Share of submissions that are refused for the moment ("flow control"). */
  throttledShare: share.default(0),
  /** Share of offers that are answered with R, and a tenth as many with thanks. */
  replyShare: share.default(0.004),
  replyDelayMs: z.number().int().min(0).default(20_000),
  /** Time a submission takes. */
  submitDelayMs: z.number().int().min(0).default(0),
  /** What the carrier's line takes a second; more is refused. Null: anything. */
  lineSpeedPerSecond: z.number().int().min(1).nullable().default(null),
});

export type SimulatorSettings = z.output<typeof simulatorSettingsSchema>;

const known = new WeakMap<object, SimulatorSettings>();

/** The settings of an account, checked once. */
export function simulatorSettings(settings: Readonly<Record<string, unknown>>): SimulatorSettings {
  let parsed = known.get(settings);
  if (!parsed) known.set(settings, (parsed = simulatorSettingsSchema.parse(settings)));
  return parsed;
}
