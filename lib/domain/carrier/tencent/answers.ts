import { isRecord } from "../json";
import { toE164 } from "../phone";
import { tencentCode } from "./codes";

export type TencentReading = { readonly outcome: "accepted"; readonly serialNo: string } | { readonly outcome: "refused"; readonly code: string } | { readonly outcome: "uncertain" };

function readStatus(status: Readonly<Record<string, unknown>>): TencentReading {
  const code = typeof status.Code === "string" ? status.Code.trim() : "";
  const serialNo = typeof status.SerialNo === "string" ? status.SerialNo.trim() : "";
  if (code.toLowerCase() === "ok" && serialNo !== "") return { outcome: "accepted", serialNo };
  if (code !== "" && code.toLowerCase() !== "ok" && serialNo === "") return { outcome: "refused", code: tencentCode(code) };
  return { outcome: "uncertain" };
}

/**
 * Reads SendStatusSet of an answer to SendSms by number in E.164 form: a number that it does not name, or names twice with
 * different outcomes, stays uncertain. Numbers of one call are all different.
 */
export function readTencentAnswer(statuses: unknown, numbers: readonly string[]): ReadonlyMap<string, TencentReading> {
  const asked = new Set(numbers);
  const readings = new Map<string, TencentReading>();
  for (const status of Array.isArray(statuses) ? (statuses as readonly unknown[]) : []) {
    if (!isRecord(status)) continue;
    const number = toE164(typeof status.PhoneNumber === "string" ? status.PhoneNumber : "");
    if (number === null || !asked.has(number)) continue;
    readings.set(number, readings.has(number) ? { outcome: "uncertain" } : readStatus(status));
  }
  return readings;
}

// Codes that the SDK takes from `Response.Error`: "AuthFailure.SignatureFailure", "RequestLimitExceeded".
const CODE = /^[A-Z][A-Za-z]+(?:\.[A-Za-z]+)*$/;

/** The code of an answer that refuses a whole call, in our spelling; null where it is none. */
export function refusalOf(code: unknown): string | null {
  return typeof code === "string" && CODE.test(code) ? tencentCode(code) : null;
}
