import { z } from "zod";
import { CHANNELS, LANGUAGES, type Channel } from "@/lib/domain/shared/vocabulary";
import { CHOSEN_PURPOSES, channelOrder, preferenceFieldsSchema, type PreferenceState } from "./preference";

/** What a list of choices says where nothing is to be said: it cannot have an empty choice. */
export const USUAL = "usual";
export const NOTHING = "none";

const choice = z.enum([...CHANNELS, NOTHING, USUAL]);
type Choice = z.output<typeof choice>;
const hour = z.string().regex(/^(none|\d{1,4})$/);
const minuteOf = (value: string) => (value === NOTHING ? null : Number(value));

const choices = Object.fromEntries(CHOSEN_PURPOSES.flatMap((purpose) => [[`${purpose}First`, choice], [`${purpose}Second`, choice]])) as {
  [P in (typeof CHOSEN_PURPOSES)[number] as `${P}First` | `${P}Second`]: typeof choice;
};

/** Fields as every form writes them, on paper, on the customer's page and at the counter: choices of words and hours as text. */
export const preferenceFormFields = {
  ...choices,
  quietFrom: hour,
  quietTo: hour,
  smallAmountYuan: z.string().trim().regex(/^\d{0,6}$/, "preference.small_amount_range"),
  language: z.enum(LANGUAGES),
  elderFriendly: z.boolean(),
  noProfiling: z.boolean(),
  wantsCalls: z.boolean(),
  helper: z.enum(["keep", "remove", "name"]),
  helperName: z.string().max(60),
  helperPhone: z.string().max(30),
  helperAgreed: z.boolean(),
};

export type PreferenceForm = z.output<z.ZodObject<typeof preferenceFormFields>>;

/** What the fields of a form mean. */
export function readPreferenceForm(form: PreferenceForm): z.input<typeof preferenceFieldsSchema> {
  const named = CHOSEN_PURPOSES.flatMap((purpose) => {
    const order = channelOrder(form[`${purpose}First`], form[`${purpose}Second`]);
    return order === undefined ? [] : [[purpose, [...order]] as const];
  });
  return {
    channels: Object.fromEntries(named), quietFrom: minuteOf(form.quietFrom), quietTo: minuteOf(form.quietTo), elderFriendly: form.elderFriendly, noProfiling: form.noProfiling,
    wantsCalls: form.wantsCalls, smallAmountYuan: form.smallAmountYuan === "" ? null : Number(form.smallAmountYuan), language: form.language,
    helper: form.helper === "name" ? { change: "name", name: form.helperName, phone: form.helperPhone, agreed: form.helperAgreed } : { change: form.helper },
  };
}

const choicesOf = (named: readonly Channel[] | undefined): readonly [Choice, Choice] =>
  named === undefined ? [USUAL, NOTHING] : [named[0] ?? NOTHING, named[1] ?? NOTHING];

/** A form filled in with what was said so far. */
export function fillPreferenceForm(state: PreferenceState): PreferenceForm {
  const filled = Object.fromEntries(CHOSEN_PURPOSES.flatMap((purpose) => {
    const [first, second] = choicesOf(state.channels[purpose]);
    return [[`${purpose}First`, first], [`${purpose}Second`, second]];
  })) as { [K in keyof typeof choices]: Choice };
  return {
    ...filled, quietFrom: String(state.quietFrom ?? NOTHING), quietTo: String(state.quietTo ?? NOTHING), smallAmountYuan: state.smallAmountYuan === null ? "" : String(state.smallAmountYuan),
    language: state.language, elderFriendly: state.elderFriendly, noProfiling: state.noProfiling, wantsCalls: state.wantsCalls, helper: "keep", helperName: "", helperPhone: "", helperAgreed: false,
  };
}

/** Half hours of a day, and what was kept by another way and stands between them. */
export function hoursOffered(state: Pick<PreferenceState, "quietFrom" | "quietTo">): readonly number[] {
  const own = [state.quietFrom, state.quietTo].filter((minute) => minute !== null);
  return [...new Set([...Array.from({ length: 48 }, (_, index) => index * 30), ...own])].sort((a, b) => a - b);
}

// A browser sends nothing for a box that is not ticked.
const box = z.literal("yes").optional().transform((ticked) => ticked === "yes");
const version = z.string().regex(/^\d{1,9}$/).transform(Number);

/** The same fields as a plain HTML form sends them; what a form leaves out keeps the meaning of nothing said. */
export const postedPreferenceSchema = z
  .object({
    ...preferenceFormFields,
    promotionFirst: choice.default(USUAL), promotionSecond: choice.default(NOTHING),
    elderFriendly: box, noProfiling: box, wantsCalls: box, helperAgreed: box,
    helperName: z.string().max(60).default(""), helperPhone: z.string().max(30).default(""),
    lockVersion: version,
  })
  .transform(({ lockVersion, ...form }, context) => {
    // Nobody on a page without scripts looks for a choice "change": a name that was written is the choice.
    const helper = form.helper === "keep" && form.helperName.trim() !== "" ? "name" : form.helper;
    const said = preferenceFieldsSchema.safeParse(readPreferenceForm({ ...form, helper }));
    if (said.success) return { said: said.data, lockVersion };
    for (const issue of said.error.issues) context.issues.push({ code: "custom", message: issue.message, path: issue.path, input: form });
    return z.NEVER;
  });
