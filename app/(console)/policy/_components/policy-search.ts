import { parseDate } from "@internationalized/date";
import { PACK_CODES, type PackCode } from "@/lib/domain/policy/pack";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The one value of a parameter, "" where there is none or several. */
export function one(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

export function readPack(value: string): PackCode | null {
  return PACK_CODES.find((code) => code === value) ?? null;
}

/** A calendar day as typed into the address; "" for what is none. */
export function readDay(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return "";
  const date = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value ? "" : value;
}

/** Which rules and which day the address asks for. */
export function readPolicySearch(query: Search): { readonly pack: PackCode | null; readonly day: string } {
  return { pack: readPack(one(query.pack)), day: readDay(one(query.at)) };
}

/** The last instant of a day of the bank: what came into force on it is seen. */
export function endOfDay(day: string, zone: string): Date {
  return new Date(parseDate(day).add({ days: 1 }).toDate(zone).getTime() - 1);
}
