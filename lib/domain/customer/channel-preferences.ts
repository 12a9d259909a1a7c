import { z } from "zod";
import { CHANNELS, PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";

/** Channels in the customer's order, for each purpose he spoke about; an empty list: by no channel at all. */
export type ChannelPreferences = { readonly [P in Purpose]?: readonly Channel[] };

const channels = z
  .array(z.enum(CHANNELS))
  .max(CHANNELS.length)
  .refine((value) => new Set(value).size === value.length, { message: "customer.channel_repeated" });

export const channelPreferencesSchema = z.partialRecord(z.enum(PURPOSES), channels);

/** The same channels for every purpose, as a file or an old form says them. */
export function forEveryPurpose(named: readonly Channel[]): ChannelPreferences {
  return named.length === 0 ? {} : Object.fromEntries(PURPOSES.map((purpose) => [purpose, named]));
}

/** What was stored, read back; what is not in this shape counts as nothing said. */
export function readChannelPreferences(stored: unknown): ChannelPreferences {
  const parsed = channelPreferencesSchema.safeParse(stored);
  return parsed.success ? parsed.data : {};
}
