import "server-only";
import type { PoolClient } from "pg";
import type { ListKey, ListRefusalCode } from "@/lib/domain/campaign/list-row";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { blindIndex } from "../crypto/blind-index";

export type FoundCustomer = { readonly id: string; readonly phoneIndex: Uint8Array | null; readonly emailIndex: Uint8Array | null };
type Row = { id: string; number: string; phone_index: Buffer | null; email_index: Buffer | null };

/** Customers of the actor's subtree whom rows of a file mean by number or phone; a phone that several have means none of them. */
export async function findByKeys(client: PoolClient, actor: { readonly branchPath: string }, keys: readonly ListKey[]): Promise<(key: ListKey) => Result<FoundCustomer, { code: ListRefusalCode }>> {
  const numbers = keys.flatMap((key) => (key.by === "number" ? [key.number] : []));
  const phones = keys.flatMap((key) => (key.by === "phone" ? [key.phone] : []));
  const { rows } = await client.query<Row>(
    `SELECT id, number, phone_index, email_index FROM customer
     WHERE closed_at IS NULL AND starts_with(branch_path, $1) AND (number = ANY($2::text[]) OR phone_index = ANY($3::bytea[]))`,
    [actor.branchPath, numbers, phones.map((phone) => Buffer.from(blindIndex(phone, "phone")))],
  );
  const found = rows.map((row) => ({ ...row, customer: { id: row.id, phoneIndex: row.phone_index, emailIndex: row.email_index } }));
  const byNumber = new Map(found.map((row) => [row.number, row.customer]));
  const byPhone = new Map<string, FoundCustomer[]>();
  for (const { phone_index, customer } of found) {
    const index = phone_index?.toString("hex") ?? "";
    byPhone.set(index, [...(byPhone.get(index) ?? []), customer]);
  }
  return (key) => {
    const meant = key.by === "number" ? [byNumber.get(key.number)] : (byPhone.get(Buffer.from(blindIndex(key.phone, "phone")).toString("hex")) ?? []);
    if (meant.length > 1) return fail({ code: "list.ambiguous" });
    return meant[0] === undefined ? fail({ code: "list.unknown" }) : ok(meant[0]);
  };
}
