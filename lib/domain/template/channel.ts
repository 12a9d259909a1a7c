import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { TemplateUse } from "./use";

/** How a template that people write reaches customers: read, or read out by a machine. Fixed once it exists. */
export const TEMPLATE_CHANNELS = ["sms", "voice"] as const satisfies readonly Channel[];
export type TemplateChannel = (typeof TEMPLATE_CHANNELS)[number];

/** What may be read out at all: what a customer would miss otherwise (domain.md §6). Offers and lessons call nobody. */
export const CALLED_PURPOSES = ["account", "loan", "risk"] as const satisfies readonly Purpose[];

export type ChannelFault = { readonly code: "template.call_purpose" | "template.call_use"; readonly field: "channel" | "use" };

/** Why a template may not be a call; null where it may, and for every text. */
export function faultOfChannel(channel: string, purpose: Purpose, use: TemplateUse): ChannelFault | null {
  if (channel !== "voice") return null;
  if (!(CALLED_PURPOSES as readonly Purpose[]).includes(purpose)) return { code: "template.call_purpose", field: "channel" };
  return use === "notice" ? null : { code: "template.call_use", field: "use" };
}
