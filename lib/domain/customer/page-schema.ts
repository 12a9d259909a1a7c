import { z } from "zod";
import { CHANNELS } from "@/lib/domain/shared/vocabulary";
import { preferenceFieldsSchema } from "./preference";
import { preferenceFormFields, readPreferenceForm } from "./preference-form";

/** How long a slip from the counter may hold, in hours. */
export const SLIP_HOURS = [1, 24, 72, 168] as const;

export const issueLinkSchema = z.object({ customerId: z.uuid(), hours: z.coerce.number().pipe(z.union(SLIP_HOURS.map((hours) => z.literal(hours)) as [z.ZodLiteral<number>, ...z.ZodLiteral<number>[]])) });
export const sendLinkSchema = z.object({ customerId: z.uuid() });
export const revokeLinkSchema = z.object({ linkId: z.uuid() });
export const printFormSchema = z.object({ customerId: z.uuid() });

/** The officer's form, as its fields are. */
export const officerPreferenceSchema = z
  .object({ ...preferenceFormFields, customerId: z.uuid(), lockVersion: z.number().int().min(0) })
  .transform(({ customerId, lockVersion, ...form }, context) => {
    const said = preferenceFieldsSchema.safeParse(readPreferenceForm(form));
    if (said.success) return { customerId, lockVersion, ...said.data };
    for (const issue of said.error.issues) context.issues.push({ code: "custom", message: issue.message, path: fieldOf(issue.path), input: form });
    return z.NEVER;
  });

// What the rules call `helper.name` is a field of its own on the form.
const FIELDS: Readonly<Record<string, string>> = { "helper.name": "helperName", "helper.phone": "helperPhone", "helper.agreed": "helperAgreed" };

function fieldOf(path: readonly PropertyKey[]): PropertyKey[] {
  const field = FIELDS[path.join(".")];
  return field === undefined ? [...path] : [field];
}

/** What a customer ticked about offers on paper; "same" where nothing was ticked. */
const word = z.enum(["same", "given", "withdrawn"]);

export const enterPaperSchema = z
  .object({
    ...preferenceFormFields,
    customerId: z.uuid(),
    lockVersion: z.number().int().min(0),
    /** The number printed on the form: what proves the customer's word (MIIT Order 74, art. 21). */
    formNumber: z.string().trim().min(3, "preference.form_number_missing").max(60, "preference.form_number_long"),
    ...(Object.fromEntries(CHANNELS.map((channel) => [`${channel}Offers`, word])) as { [C in (typeof CHANNELS)[number] as `${C}Offers`]: typeof word }),
  })
  .transform(({ customerId, lockVersion, formNumber, smsOffers, emailOffers, voiceOffers, ...form }, context) => {
    const said = preferenceFieldsSchema.safeParse(readPreferenceForm(form));
    const words = ([["sms", smsOffers], ["email", emailOffers], ["voice", voiceOffers]] as const).flatMap(([channel, state]) => (state === "same" ? [] : [{ channel, state }]));
    if (said.success) return { customerId, lockVersion, formNumber, said: said.data, words };
    for (const issue of said.error.issues) context.issues.push({ code: "custom", message: issue.message, path: fieldOf(issue.path), input: form });
    return z.NEVER;
  });

export type EnterPaperInput = z.output<typeof enterPaperSchema>;
