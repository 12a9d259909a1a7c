import { z } from "zod";
import { forEveryPurpose } from "@/lib/domain/customer/channel-preferences";
import { savePreferenceSchema } from "@/lib/domain/customer/schema";
import { CHANNELS } from "@/lib/domain/shared/vocabulary";

/** The choice of no channel, or of no hour: a list of choices cannot have an empty one. */
export const NOTHING = "none";

const channel = z.enum([...CHANNELS, NOTHING]);
const hour = z.string().regex(/^(none|\d{1,4})$/);
const minuteOf = (value: string) => (value === NOTHING ? null : Number(value));

/** The preference form: channels in their order, hours as minutes of the day, all as text. */
export const preferenceFormSchema = z
  .object({
    customerId: z.uuid(),
    lockVersion: z.number().int().min(0),
    first: channel,
    second: channel,
    quietFrom: hour,
    quietTo: hour,
    elderFriendly: z.boolean(),
    noProfiling: z.boolean(),
    wantsCalls: z.boolean(),
  })
  .superRefine((form, context) => {
    if (form.first !== NOTHING && form.first === form.second) context.addIssue({ code: "custom", path: ["second"], message: "customer.channel_repeated" });
  })
  .transform(({ first, second, quietFrom, quietTo, ...rest }) => ({
    ...rest, channels: forEveryPurpose([...new Set([first, second].filter((one) => one !== NOTHING))]), quietFrom: minuteOf(quietFrom), quietTo: minuteOf(quietTo),
  }))
  .pipe(savePreferenceSchema);
