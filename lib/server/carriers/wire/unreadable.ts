import "server-only";
import { logger } from "../../logger";
import type { CarrierAccount } from "../port";

/** Notes that a callback held entries that are no receipts or replies: how many, never what was in them. */
export function reportUnreadable(account: CarrierAccount, kind: "receipts" | "inbound", entries: number): void {
  if (entries > 0) logger().warn({ accountId: account.id, driver: account.driver, kind, entries }, "carrier_callback_unreadable");
}
