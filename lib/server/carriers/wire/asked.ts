import "server-only";
import { decrypt } from "../../crypto/cipher";
import { pool } from "../../db/client";

/** A message that a carrier is asked about: where it went and when it was handed over. */
export type AskedMessage = { readonly reference: string; readonly to: string; readonly text: string; readonly submittedAt: Date };

/** Messages of an account as they were handed over; those without number or time are left out. */
export async function askedMessages(accountId: string, references: readonly string[]): Promise<readonly AskedMessage[]> {
  const { rows } = await pool().query<{ id: string; to_cipher: Buffer | null; body_cipher: Buffer | null; submitted_at: Date | null }>(
    "SELECT id, to_cipher, body_cipher, submitted_at FROM message WHERE id = ANY($1::uuid[]) AND provider_account_id = $2::uuid", [references, accountId],
  );
  return rows.flatMap((row): AskedMessage[] => (row.to_cipher === null || row.body_cipher === null || row.submitted_at === null
    ? []
    : [{ reference: row.id, to: decrypt(row.to_cipher, "customer.phone"), text: decrypt(row.body_cipher, "message.body"), submittedAt: row.submitted_at }]));
}
