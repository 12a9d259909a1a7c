import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { CarrierAccount, Outgoing } from "@/lib/server/carriers/port";

export const SIGNATURE = "鸿雁银行";

/** A number that no real phone has. */
export const numberOf = (index: number) => `+86154${String(index % 100_000_000).padStart(8, "0")}`;

/** A notice with its own values; the text is what a carrier makes of the filed template "${name}您好，…". */
export function notice(index: number, filingId: string | null = null, purpose = "loan"): Outgoing {
  const variables = { name: `客户${String(index)}`, amount: `1,${String(index % 1_000).padStart(3, "0")}.00` };
  return {
    reference: uuidv7(), to: numberOf(index), purpose, text: `【${SIGNATURE}】${variables.name}您好，您本期应还${variables.amount}元，"请"留足余额。`,
    template: { key: "repayment", name: "还款提醒", version: 1, variables, filingId, signature: SIGNATURE },
  };
}

/** The same text as a bank writes it and as carriers file it. */
export const NOTICE = '${name}您好，您本期应还${amount}元，"请"留足余额。';

/** An account as a driver sees it; its id belongs to no row. */
export function accountOf(driver: string, settings: Record<string, unknown>, secrets: Record<string, string> | null = null): CarrierAccount {
  return { id: randomUUID(), key: `${driver}-test`, driver, settings, secrets, speedPerSecond: 1_000, keepsExchanges: "all" };
}
