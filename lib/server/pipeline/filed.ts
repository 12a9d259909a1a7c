import "server-only";
import type { Outgoing } from "../carriers/port";
import { decrypt } from "../crypto/cipher";
import { pool } from "../db/client";
import type { ClaimedMessage } from "./claim";
import type { Filled } from "./compose";

type Row = { version_id: string; variant: string; key: string; name: string; number: number; signature: string; filing_id: string | null };

/** The filed templates and values of messages, for carriers that send by them: message id → what the driver is handed. */
export async function readFiled(accountId: string, messages: readonly Pick<ClaimedMessage, "id" | "valuesCipher" | "templateVersionId">[]): Promise<ReadonlyMap<string, NonNullable<Outgoing["template"]>>> {
  const { rows } = await pool().query<Row>(
    `SELECT v.id AS version_id, w.variant, t.key, t.name, v.number, s.text AS signature, f.filing_id
     FROM template_version v JOIN template t ON t.id = v.template_id JOIN signature s ON s.id = v.signature_id CROSS JOIN (VALUES ('plain'), ('elder')) AS w(variant)
     LEFT JOIN template_filing f ON f.template_version_id = v.id AND f.provider_account_id = $1::uuid AND f.variant = w.variant AND f.state = 'filed'
     WHERE v.id = ANY($2::uuid[])`, [accountId, [...new Set(messages.map((one) => one.templateVersionId))]],
  );
  const templates = new Map(rows.map((row) => [`${row.version_id} ${row.variant}`, row]));
  return new Map(messages.flatMap((message) => {
    const filled = message.valuesCipher === null ? null : (JSON.parse(decrypt(message.valuesCipher, "message.values")) as Filled);
    const row = templates.get(`${message.templateVersionId} ${filled?.variant ?? "plain"}`);
    if (!row) return [];
    // A message that was made for another carrier has no values with it: it counts as not filed.
    return [[message.id, { key: row.key, name: row.name, version: row.number, signature: row.signature, variables: filled?.values ?? {}, filingId: filled === null ? null : row.filing_id }] as const];
  }));
}
