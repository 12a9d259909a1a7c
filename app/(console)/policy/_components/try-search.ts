import { parseDateTime } from "@internationalized/date";
import type { DescribedCustomer } from "@/lib/domain/policy/described";
import { parseClockTime } from "@/lib/domain/policy/hours";
import type { PackCode } from "@/lib/domain/policy/pack";
import { isTimeZone } from "@/lib/domain/policy/zone";
import { CHANNELS, PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";
import { one, readDay, readPack, type Search } from "./policy-search";

const TEXT_MAX = 1_000;
const HISTORY_MAX = 20;

/** The fields of the form as the address holds them: the page shows them again as they were typed. */
export type TrySearch = {
  readonly isAsked: boolean;
  readonly pack: PackCode | null;
  /** YYYY-MM-DDTHH:MM on the bank's clock; "" is now. */
  readonly at: string;
  readonly who: "number" | "described";
  readonly number: string;
  readonly template: string;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly text: string;
  readonly zone: string;
  /** Full years, as typed; a date of birth would be personal data in an address. */
  readonly age: string;
  readonly tags: string;
  readonly agreed: readonly Purpose[];
  readonly refused: readonly Purpose[];
  readonly prefers: readonly Channel[];
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly flags: readonly Flag[];
  /** How many messages of the purpose were sent in the last 24 hours. */
  readonly sentToday: number;
};

export const FLAGS = ["suppressed", "elderFriendly", "noProfiling", "wantsCalls", "noChannel"] as const;
export type Flag = (typeof FLAGS)[number];

const many = (value: string | string[] | undefined) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
function listOf<T extends string>(known: readonly T[], value: string | string[] | undefined): T[] {
  const wanted = many(value);
  return known.filter((each) => wanted.includes(each));
}

/** A question as the address holds it; what cannot be read is left out. */
export function readTrySearch(query: Search): TrySearch {
  const at = one(query.at);
  return {
    isAsked: one(query.ask) !== "",
    pack: readPack(one(query.pack)),
    at: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(at) && readDay(at.slice(0, 10)) !== "" && parseClockTime(at.slice(11, 16)) !== null && at.slice(11, 13) !== "24" ? at.slice(0, 16) : "",
    who: one(query.who) === "described" ? "described" : "number",
    number: one(query.number).slice(0, 64),
    template: one(query.template).slice(0, 100),
    purpose: PURPOSES.find((purpose) => purpose === one(query.purpose)) ?? "promotion",
    channel: CHANNELS.find((channel) => channel === one(query.channel)) ?? "sms",
    text: one(query.text).slice(0, TEXT_MAX),
    zone: one(query.zone).slice(0, 64),
    age: /^\d{1,3}$/.test(one(query.age)) ? one(query.age) : "",
    tags: one(query.tags).slice(0, 200),
    agreed: listOf(PURPOSES, query.agreed),
    refused: listOf(PURPOSES, query.refused),
    prefers: listOf(CHANNELS, query.prefers),
    quietFrom: one(query.quietFrom).slice(0, 5),
    quietTo: one(query.quietTo).slice(0, 5),
    flags: listOf(FLAGS, query.flag),
    sentToday: Math.min(HISTORY_MAX, Math.max(0, Math.trunc(Number(one(query.sentToday)) || 0))),
  };
}

/** The instant in question. */
export function instantOf({ at }: TrySearch, bankZone: string, now: Date): Date {
  return at === "" ? now : parseDateTime(at).toDate(bankZone);
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A day of birth of somebody who is so many years old, and has been for half a year. */
function bornBefore(at: Date, years: number): string {
  const half = new Date(at.getTime() - 183 * DAY_MS);
  return `${String(half.getUTCFullYear() - years).padStart(4, "0")}${half.toISOString().slice(4, 10)}`.replace("-02-29", "-02-28");
}

/** The customer that the form describes: what was agreed was agreed a month before, what was refused was refused the day before. */
export function describedBy(search: TrySearch, at: Date, bankZone: string, purpose: Purpose): DescribedCustomer {
  const { zone, age, tags, agreed, refused, prefers, flags, channel, sentToday } = search;
  const [from, to] = [parseClockTime(search.quietFrom), parseClockTime(search.quietTo)];
  const before = (ms: number) => new Date(at.getTime() - ms);
  const wishes = flags.includes("noChannel") ? [] : prefers.length > 0 ? prefers : undefined;
  return {
    timeZone: zone !== "" && isTimeZone(zone) ? zone : bankZone,
    birthDate: age === "" ? undefined : bornBefore(at, Number(age)),
    tags: tags.split(/[,，、\s]+/u).filter((tag) => tag !== ""),
    suppressed: flags.includes("suppressed"),
    consents: [
      ...agreed.map((each) => ({ purpose: each, channel, state: "given" as const, at: before(30 * DAY_MS) })),
      ...refused.map((each) => ({ purpose: each, channel, state: "withdrawn" as const, at: before(DAY_MS) })),
    ],
    channels: wishes === undefined ? undefined : { [purpose]: wishes },
    quietHours: from === null || to === null ? undefined : { fromMinute: from, toMinute: to },
    elderFriendly: flags.includes("elderFriendly"), noProfiling: flags.includes("noProfiling"), wantsCalls: flags.includes("wantsCalls"),
    history: Array.from({ length: sentToday }, (_, index) => ({ at: before((index + 1) * HOUR_MS), purpose, channel })),
  };
}
