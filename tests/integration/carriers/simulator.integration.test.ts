import { decrypt } from "@/lib/server/crypto/cipher";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { pool } from "@/lib/server/db/client";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { describeCarrier, type CarrierFixture } from "./contract";
import { accountOf, notice } from "./messages";

const CALM = { receiptDelayMs: 0, failureShare: 0, noReceiptShare: 0, duplicateShare: 0, reorderShare: 0, replyShare: 0 };

async function makeFixture(): Promise<CarrierFixture> {
  const { id } = await makeProviderAccount(CALM);
  let account = { ...accountOf("simulator", CALM), id };
  const seen = new Set<string>();
  return {
    driver: simulator,
    get account() {
      return account;
    },
    message: (index) => notice(index),
    behave: (how) => {
      account = { ...account, settings: { ...CALM, throttledShare: how === "refuse" ? 1 : 0, uncertainShare: how === "silent" ? 1 : 0 } };
    },
    takenSince: async () => {
      const { rows } = await pool().query<{ provider_message_id: string; to_cipher: Buffer; body_cipher: Buffer }>("SELECT provider_message_id, to_cipher, body_cipher FROM simulated_message WHERE account_id = $1::uuid", [id]);
      const fresh = rows.filter((row) => !seen.has(row.provider_message_id));
      for (const row of fresh) seen.add(row.provider_message_id);
      return fresh.map((row) => ({ to: decrypt(row.to_cipher, "simulator.to"), text: decrypt(row.body_cipher, "simulator.body") }));
    },
    close: () => Promise.resolve(),
  };
}

describeCarrier("simulator", makeFixture);
