import "server-only";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import type { Tx } from "../db/transaction";

/** What an entry names while a bank has published no words of its own for the purpose: older than every published wording. */
export const NO_WORDING = "none";

/** The version of the words in force for a purpose: published, in effect, the newest of them. */
export async function wordingInForce(tx: Tx, purpose: Purpose, at: Date): Promise<string> {
  const wording = await tx.consentWording.findFirst({
    where: { purpose, state: "published", effectiveFrom: { lte: at } }, orderBy: [{ effectiveFrom: "desc" }, { publishedAt: "desc" }], select: { version: true },
  });
  return wording?.version ?? NO_WORDING;
}

/** The version that a person says was shown, or null where no such words were ever in force for the purpose. */
export async function wordingShown(tx: Tx, purpose: Purpose, version: string, at: Date): Promise<string | null> {
  const wording = await tx.consentWording.findFirst({ where: { purpose, version, state: { in: ["published", "retired"] }, effectiveFrom: { lte: at } }, select: { version: true } });
  return wording?.version ?? null;
}
