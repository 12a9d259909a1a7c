import { z } from "zod";
import { LANGUAGES, type Channel, type Language, type Purpose } from "@/lib/domain/shared/vocabulary";
import { channelPreferencesSchema, type ChannelPreferences } from "./channel-preferences";

const minuteOfDay = z.number().int().min(0).max(1_439);

/** The largest threshold a customer may choose: above it a forged payment would hurt before anybody noticed. */
export const SMALL_AMOUNT_MAX_YUAN = 1_000;

/** Purposes for which a customer chooses channels; risk alerts come whatever was chosen (Anti-Telecom and Online Fraud Law, art. 30). */
export const CHOSEN_PURPOSES = ["account", "loan", "education", "promotion"] as const satisfies readonly Purpose[];

/** What becomes of the trusted person: what is masked on screen cannot be sent back, so "keep" is a word of its own. */
export const helperChangeSchema = z.discriminatedUnion("change", [
  z.object({ change: z.literal("keep") }),
  z.object({ change: z.literal("remove") }),
  z.object({
    change: z.literal("name"),
    name: z.string().trim().min(1, "preference.helper_name_missing").max(40, "preference.helper_name_long"),
    phone: z.string().trim().min(1, "preference.helper_phone_missing").max(30, "preference.helper_phone_wrong"),
    // Another person's data: without that person's own yes they are not kept (PIPL 13).
    agreed: z.boolean().refine((agreed) => agreed, "preference.helper_not_agreed"),
  }),
]);

const fields = {
  channels: channelPreferencesSchema,
  quietFrom: minuteOfDay.nullable(),
  quietTo: minuteOfDay.nullable(),
  elderFriendly: z.boolean(),
  noProfiling: z.boolean(),
  wantsCalls: z.boolean(),
  /** Transactions below this many yuan need no notice; null: the bank's own threshold alone. */
  smallAmountYuan: z.number().int().min(1, "preference.small_amount_range").max(SMALL_AMOUNT_MAX_YUAN, "preference.small_amount_range").nullable(),
  language: z.enum(LANGUAGES),
  helper: helperChangeSchema,
};

type Whole = { readonly channels: ChannelPreferences; readonly quietFrom: number | null; readonly quietTo: number | null; readonly wantsCalls: boolean };

function checkWhole(value: Whole, context: z.core.$RefinementCtx): void {
  const fault = (field: string, message: string) => context.issues.push({ code: "custom", path: [field], message, input: value });
  if ((value.quietFrom === null) !== (value.quietTo === null)) fault("quietTo", "customer.quiet_hours_incomplete");
  else if (value.quietFrom !== null && value.quietFrom === value.quietTo) fault("quietTo", "customer.quiet_hours_empty");
  if (!value.wantsCalls && Object.values(value.channels).some((named) => named.includes("voice"))) fault("wantsCalls", "customer.calls_not_wanted");
}

/** Everything a customer can say about how to be reached, the same for the branch, the customer's own page and the paper form. */
export const preferenceFieldsSchema = z.object(fields).superRefine(checkWhole);

export type PreferenceFields = z.output<typeof preferenceFieldsSchema>;

export const savePreferenceSchema = z
  .object({
    ...fields,
    customerId: z.uuid(),
    /** Zero where no preference was ever kept. */
    lockVersion: z.number().int().min(0),
  })
  .superRefine(checkWhole);

export type SavePreferenceInput = z.output<typeof savePreferenceSchema>;
export type HelperChange = z.output<typeof helperChangeSchema>;

/** What was said so far, as screens and rules see it; the helper's name and phone are not part of it. */
export type PreferenceState = {
  readonly channels: ChannelPreferences;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly elderFriendly: boolean;
  readonly noProfiling: boolean;
  readonly wantsCalls: boolean;
  readonly smallAmountYuan: number | null;
  readonly language: Language;
  readonly hasHelper: boolean;
};

/** A customer who never said anything. */
export const NOTHING_SAID: PreferenceState = {
  channels: {}, quietFrom: null, quietTo: null, elderFriendly: false, noProfiling: false, wantsCalls: false, smallAmountYuan: null, language: "zh-CN", hasHelper: false,
};

/** The state after a change. */
export function preferenceAfter(before: PreferenceState, said: PreferenceFields): PreferenceState {
  const { helper, ...rest } = said;
  return { ...rest, hasHelper: helper.change === "keep" ? before.hasHelper : helper.change === "name" };
}

/** Two choices as an order of channels; "none" first means by no channel, "usual" that nothing was said. */
export function channelOrder(first: Channel | "none" | "usual", second: Channel | "none" | "usual"): readonly Channel[] | undefined {
  if (first === "usual") return undefined;
  if (first === "none") return [];
  return second === "none" || second === "usual" || second === first ? [first] : [first, second];
}
