import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { maskFields, maskWire } from "@/lib/domain/carrier/mask-exchange";
import { describeCmpp } from "../carriers/cmpp/describe";
import { describeSmpp } from "../carriers/smpp/codec";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";

/** One PDU, request or answer, ready to be shown: decoded where it is a PDU, masked in any case. */
export type WireRow = { readonly id: string; readonly direction: "sent" | "received"; readonly what: string; readonly at: Date; readonly shown: string };

const DESCRIBE: Readonly<Record<string, (hex: string) => unknown>> = { cmpp: describeCmpp, smpp: describeSmpp };
const ROWS_MAX = 100;

function shownOf(driver: string, body: string): string {
  const describe = Object.hasOwn(DESCRIBE, driver) ? DESCRIBE[driver] : undefined;
  const fields = describe?.(body) ?? null;
  return fields === null ? maskWire(body) : JSON.stringify(maskFields(fields), null, 2);
}

/** What went over the wire about a message of the actor's subtree, oldest first. */
export async function readWire(actor: Authorized<"message:read">, messageId: string): Promise<readonly WireRow[]> {
  const message = await db().message.findFirst({ where: { id: messageId, branchPath: { startsWith: actor.branchPath } }, select: { id: true } });
  if (!message) return [];
  const rows = await db().carrierExchange.findMany({ where: { messageId }, orderBy: { id: "asc" }, take: ROWS_MAX });
  const accounts = await db().providerAccount.findMany({ where: { id: { in: [...new Set(rows.map((row) => row.providerAccountId))] } }, select: { id: true, driver: true } });
  const drivers = new Map(accounts.map((one) => [one.id, one.driver]));
  return rows.map((row) => ({
    id: row.id.toString(), direction: row.direction as WireRow["direction"], what: row.what, at: row.at, shown: shownOf(drivers.get(row.providerAccountId) ?? "", decrypt(row.bodyCipher, "carrier.exchange")),
  }));
}
