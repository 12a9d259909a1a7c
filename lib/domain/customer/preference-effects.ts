import type { Channel, Language } from "@/lib/domain/shared/vocabulary";
import type { PreferenceState } from "./preference";

/** What the ledger says about offers: the channels they were agreed to, or that they were refused. */
export type OffersState = { readonly state: "given" | "withdrawn" | "none"; readonly channels: readonly Channel[] };

const SERVICE = ["account", "loan", "education"] as const;
type Service = (typeof SERVICE)[number];

export type EffectCode =
  | "offers_stop" | "offers_none" | "offers_by"
  | `${Service}_by` | `${Service}_none` | `${Service}_usual`
  | "risk_always" | "calls_never" | "calls_allowed" | "calls_only_for"
  | "quiet_from_to" | "quiet_none" | "elder_texts" | "elder_off" | "profiling_off" | "profiling_on"
  | "threshold" | "threshold_none" | "helper_named" | "helper_none" | "language";

/** One thing that will now happen; the words stand in i18n `preferences.effect.<code>`. */
export type Effect = {
  readonly code: EffectCode;
  readonly channels?: readonly Channel[];
  readonly purposes?: readonly Service[];
  readonly from?: number;
  readonly to?: number;
  readonly yuan?: number;
  readonly language?: Language;
};

const WARNINGS: ReadonlySet<EffectCode> = new Set(["account_none", "loan_none"]);

/** Whether it may cost the customer something: a due date or a strange payment that nobody tells of. */
export function isWarning(effect: Effect): boolean {
  return WARNINGS.has(effect.code);
}

function offersEffect({ channels }: PreferenceState, offers: OffersState): Effect {
  if (offers.state === "withdrawn" || channels.promotion?.length === 0) return { code: "offers_stop" };
  if (offers.state === "none") return { code: "offers_none" };
  // A named order narrows what was agreed to; it never adds a channel.
  const by = channels.promotion === undefined ? offers.channels : channels.promotion.filter((channel) => offers.channels.includes(channel));
  return by.length === 0 ? { code: "offers_stop" } : { code: "offers_by", channels: by };
}

function serviceEffect(purpose: Service, { channels }: PreferenceState): Effect {
  const named = channels[purpose];
  if (named === undefined) return { code: `${purpose}_usual` };
  return named.length === 0 ? { code: `${purpose}_none` } : { code: `${purpose}_by`, channels: named };
}

function callsEffect({ wantsCalls, channels }: PreferenceState): Effect {
  if (!wantsCalls) return { code: "calls_never" };
  const purposes = SERVICE.filter((purpose) => channels[purpose]?.includes("voice"));
  return purposes.length === 0 ? { code: "calls_allowed" } : { code: "calls_only_for", purposes };
}

/** Everything that holds for a customer, one effect a topic, always in the same order. */
export function effectsOf(state: PreferenceState, offers: OffersState): readonly Effect[] {
  const { quietFrom, quietTo, smallAmountYuan } = state;
  return [
    offersEffect(state, offers),
    ...SERVICE.map((purpose) => serviceEffect(purpose, state)),
    { code: "risk_always" },
    callsEffect(state),
    quietFrom === null || quietTo === null ? { code: "quiet_none" } : { code: "quiet_from_to", from: quietFrom, to: quietTo },
    { code: state.elderFriendly ? "elder_texts" : "elder_off" },
    { code: state.noProfiling ? "profiling_off" : "profiling_on" },
    smallAmountYuan === null ? { code: "threshold_none" } : { code: "threshold", yuan: smallAmountYuan },
    { code: "language", language: state.language },
    { code: state.hasHelper ? "helper_named" : "helper_none" },
  ];
}

/** What a change brings about: the effects that hold after it and did not hold before. */
export function preferenceEffects(before: PreferenceState, after: PreferenceState, offers: OffersState, offersAfter: OffersState = offers): readonly Effect[] {
  const held = new Set(effectsOf(before, offers).map((effect) => JSON.stringify(effect)));
  return effectsOf(after, offersAfter).filter((effect) => !held.has(JSON.stringify(effect)));
}
