import type { RenderableTemplate, Values } from "./render";

/** The variable by which a notice names the amount of the transaction that it tells of; a balance is another one. */
const AMOUNT = "amount";

/** The transaction's amount in micro-yuan, for notices about an account's movements; null where the text tells of none. */
export function amountOf({ purpose, variables }: Pick<RenderableTemplate, "purpose" | "variables">, values: Values): number | null {
  if (purpose !== "account" || !variables.some(({ name, kind }) => name === AMOUNT && kind === "money")) return null;
  const amount = Number((values[AMOUNT] ?? "").replaceAll(",", ""));
  return Number.isFinite(amount) && values[AMOUNT] !== undefined ? Math.round(amount * 1_000_000) : null;
}
