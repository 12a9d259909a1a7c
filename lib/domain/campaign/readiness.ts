import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { clockTime, nextOpening, type SendingHours } from "@/lib/domain/policy/hours";
import { minuteOfDay } from "@/lib/domain/policy/zone";
import type { ReviewNeed } from "./lifecycle";

export const BLOCKER_CODES = [
  "template_not_approved",
  "not_registered",
  "audience_not_frozen",
  "audience_empty",
  "nobody_left",
  "dry_run_missing",
  "dry_run_stale",
  "values_missing",
  "no_route",
  "route_disabled",
  "contract_expired",
  "contract_ends_before_start",
  "finance_refused",
  "signature_unfiled",
  "over_budget",
  "assessment_missing",
  "start_in_past",
  "sending_stopped",
] as const;
export const WARNING_CODES = [
  "many_withheld",
  "two_segments",
  "outside_hours",
  "signature_partly_filed",
  "no_budget",
  "overnight",
  "same_today",
  "no_elder_text",
  "profiling_refused",
] as const;
export const PROTECTION_CODES = [
  "review_needed",
  "no_review_needed",
  "bound",
  "refusals_last",
  "hours_kept",
  "caps_kept",
  "no_calls",
  "never_twice",
  "self_pause",
] as const;

export type BlockerCode = (typeof BLOCKER_CODES)[number];
export type WarningCode = (typeof WARNING_CODES)[number];
export type ProtectionCode = (typeof PROTECTION_CODES)[number];

/** One sentence of the list; words in i18n `readiness.blocker|warning|protection.<code>`, arguments in evidence. */
export type Sentence<C extends string> = {
  readonly code: C;
  readonly evidence: Readonly<Record<string, string | number>>;
};

export type Readiness = {
  readonly blockers: readonly Sentence<BlockerCode>[];
  readonly warnings: readonly Sentence<WarningCode>[];
  readonly protections: readonly Sentence<ProtectionCode>[];
};

export type ReadinessFacts = {
  readonly now: Date;
  /** Zone of the bank: what the author means by "at night". */
  readonly timeZone: string;
  readonly purpose: Purpose;
  readonly templateState: string;
  /** Links and numbers of the text that are in no register any more. */
  readonly notRegistered: readonly string[];
  readonly frozenCount: number | null;
  /** Null: none was made; stale: the draft or the rules changed since. */
  readonly dryRun: {
    readonly stale: boolean;
    readonly send: number;
    readonly wait: number;
    readonly withheld: number;
    /** Rule → customers whom it keeps out. */
    readonly withheldByReason: Readonly<Record<string, number>>;
    readonly billingSegmentsMax: number;
    readonly costMicros: bigint;
  } | null;
  /** Variables of the template without a source. */
  readonly valuesMissing: readonly string[];
  readonly route: {
    readonly name: string;
    readonly enabled: boolean;
    readonly contractEndsAt: Date | null;
    readonly allowsFinancePromo: boolean;
    /** Recipients a second. */
    readonly speed: number;
  } | null;
  /** Carriers with which the signature is filed, of how many. */
  readonly signature: { readonly name: string; readonly filed: number; readonly carriers: number };
  readonly startAt: Date | null;
  /** Whether the audience was chosen by a score, and whether its impact assessment is named. */
  readonly usesScore: boolean;
  readonly assessed: boolean;
  readonly speedLimit: number | null;
  readonly budgetMicros: bigint | null;
  readonly review: ReviewNeed;
  readonly sendingStopped: boolean;
  /** Sending hours for the purpose, null where it is exempt. */
  readonly hours: SendingHours | null;
  /** Campaigns of today with the same version and audience rule. */
  readonly sameToday: number;
  readonly cap: { readonly perDay: number | null; readonly perMonth: number | null };
};

/** Share of withheld customers from which the author is asked whether the audience is the right one. */
const MANY_WITHHELD = 0.3;

function blockers(facts: ReadinessFacts): Sentence<BlockerCode>[] {
  const found: Sentence<BlockerCode>[] = [];
  const add = (when: boolean, code: BlockerCode, evidence: Sentence<BlockerCode>["evidence"] = {}) => {
    if (when) found.push({ code, evidence });
  };
  const { dryRun, route, signature } = facts;
  add(facts.templateState !== "approved", "template_not_approved");
  add(facts.notRegistered.length > 0, "not_registered", { what: facts.notRegistered.join(" ") });
  add(facts.frozenCount === null, "audience_not_frozen");
  add(facts.frozenCount === 0, "audience_empty");
  add(facts.valuesMissing.length > 0, "values_missing", {
    count: facts.valuesMissing.length,
    names: facts.valuesMissing.join("、"),
  });
  add(dryRun === null, "dry_run_missing");
  add(dryRun?.stale === true, "dry_run_stale");
  add(dryRun !== null && !dryRun.stale && facts.frozenCount !== 0 && dryRun.send + dryRun.wait === 0, "nobody_left", {
    count: dryRun?.withheld ?? 0,
  });
  add(route === null, "no_route");
  add(route !== null && !route.enabled, "route_disabled", { route: route?.name ?? "" });
  add(route !== null && route.contractEndsAt !== null && route.contractEndsAt <= facts.now, "contract_expired", {
    route: route?.name ?? "",
  });
  const endsAt = route?.contractEndsAt ?? null;
  add(endsAt !== null && endsAt > facts.now && facts.startAt !== null && endsAt <= facts.startAt, "contract_ends_before_start", {
    route: route?.name ?? "",
  });
  add(route !== null && facts.purpose === "promotion" && !route.allowsFinancePromo, "finance_refused", {
    route: route?.name ?? "",
  });
  add(signature.filed === 0, "signature_unfiled", { signature: signature.name });
  add(facts.budgetMicros !== null && dryRun !== null && dryRun.costMicros > facts.budgetMicros, "over_budget", {
    cost: Number(dryRun?.costMicros ?? 0n) / 1e6,
    budget: Number(facts.budgetMicros ?? 0n) / 1e6,
  });
  add(facts.usesScore && !facts.assessed, "assessment_missing");
  add(facts.startAt !== null && facts.startAt < facts.now, "start_in_past");
  add(facts.sendingStopped && facts.purpose !== "risk", "sending_stopped");
  return found;
}

/** How long sending takes, in milliseconds, if nothing stands in its way. */
function runsMs(facts: ReadinessFacts): number {
  const speed = Math.min(facts.speedLimit ?? Infinity, facts.route?.speed ?? Infinity);
  return Number.isFinite(speed) && speed > 0 ? ((facts.frozenCount ?? 0) / speed) * 1_000 : 0;
}

/** Minutes from an open instant to the next closing, null where sending never closes. */
function minutesToClosing(hours: SendingHours, timeZone: string, instant: number): number | null {
  const minute = minuteOfDay(timeZone, instant);
  if (hours.breakFromMinute !== null && hours.breakFromMinute > minute) return hours.breakFromMinute - minute;
  const wholeDay = hours.fromMinute === 0 && hours.toMinute === 1440 && hours.breakFromMinute === null;
  return wholeDay ? null : hours.toMinute - minute;
}

function hoursWarning(facts: ReadinessFacts): Sentence<WarningCode> | null {
  const { hours, timeZone } = facts;
  if (hours === null) return null;
  const start = (facts.startAt ?? facts.now).getTime();
  const seen = { from: clockTime(hours.fromMinute), to: clockTime(hours.toMinute) };
  if (nextOpening(start, timeZone, hours, null) !== start) return { code: "outside_hours", evidence: seen };
  const minutes = Math.ceil(runsMs(facts) / 60_000);
  const left = minutesToClosing(hours, timeZone, start);
  return left !== null && minutes > left ? { code: "overnight", evidence: { ...seen, minutes } } : null;
}

function warnings(facts: ReadinessFacts): Sentence<WarningCode>[] {
  const { dryRun, signature } = facts;
  const found: Sentence<WarningCode>[] = [];
  if (dryRun !== null) {
    const total = dryRun.send + dryRun.wait + dryRun.withheld;
    const share = total === 0 ? 0 : dryRun.withheld / total;
    if (share > MANY_WITHHELD && share < 1)
      found.push({
        code: "many_withheld",
        evidence: { count: dryRun.withheld, total, percent: Math.round(share * 100) },
      });
    if (dryRun.billingSegmentsMax > 1)
      found.push({ code: "two_segments", evidence: { segments: dryRun.billingSegmentsMax } });
    const { elder_variant: withoutText = 0, profiling = 0 } = dryRun.withheldByReason;
    if (withoutText > 0) found.push({ code: "no_elder_text", evidence: { count: withoutText } });
    // Without the assessment everybody is kept out, which is no news about refusals.
    if (profiling > 0 && facts.assessed) found.push({ code: "profiling_refused", evidence: { count: profiling } });
  }
  const hours = hoursWarning(facts);
  if (hours !== null) found.push(hours);
  if (signature.filed > 0 && signature.filed < signature.carriers) {
    found.push({
      code: "signature_partly_filed",
      evidence: { signature: signature.name, filed: signature.filed, carriers: signature.carriers },
    });
  }
  if (facts.budgetMicros === null) found.push({ code: "no_budget", evidence: {} });
  if (facts.sameToday > 0) found.push({ code: "same_today", evidence: { count: facts.sameToday } });
  return found;
}

function protections(facts: ReadinessFacts): Sentence<ProtectionCode>[] {
  const { review, hours, cap } = facts;
  const found: Sentence<ProtectionCode>[] = [
    review.needed
      ? { code: "review_needed", evidence: { because: review.because, count: review.count, limit: review.limit } }
      : { code: "no_review_needed", evidence: { count: review.count, limit: review.limit } },
    { code: "bound", evidence: {} },
    { code: "refusals_last", evidence: {} },
  ];
  if (hours !== null)
    found.push({ code: "hours_kept", evidence: { from: clockTime(hours.fromMinute), to: clockTime(hours.toMinute) } });
  if (cap.perDay !== null || cap.perMonth !== null)
    found.push({ code: "caps_kept", evidence: { perDay: cap.perDay ?? 0, perMonth: cap.perMonth ?? 0 } });
  found.push(
    { code: "no_calls", evidence: {} },
    { code: "never_twice", evidence: { purpose: facts.purpose } },
    { code: "self_pause", evidence: {} },
  );
  return found;
}

/** What stands in the way, what should be looked at, and what protects the customer whatever is done. */
export function readiness(facts: ReadinessFacts): Readiness {
  return { blockers: blockers(facts), warnings: warnings(facts), protections: protections(facts) };
}
