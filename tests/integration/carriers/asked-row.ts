import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { encrypt } from "@/lib/server/crypto/cipher";
import { pool } from "@/lib/server/db/client";
import { notice } from "./messages";

let next = 500;

/** A message in the table as it stands after a submission that was not answered. */
export async function askedRow(submittedAt = new Date()) {
  next += 1;
  const { to, text } = notice(next);
  const [reference, accountId] = [uuidv7(), randomUUID()];
  await pool().query(
    `INSERT INTO message (id, customer_id, branch_id, branch_path, template_version_id, purpose, channel, state, trace, body_cipher, to_cipher, provider_account_id, attempts, submitted_at)
     VALUES ($1::uuid, gen_random_uuid(), gen_random_uuid(), '/test/', gen_random_uuid(), 'loan', 'sms', 'uncertain', '[]', $2, $3, $4::uuid, 1, $5)`,
    [reference, encrypt(text, "message.body"), encrypt(to, "customer.phone"), accountId, submittedAt],
  );
  return { reference, accountId, to, text, submittedAt };
}
