import { defineCarrierCallback } from "@/lib/server/api/carrier-callback";
import { takeInbound } from "@/lib/server/inbound/take";

export const POST = defineCarrierCallback({
  parse: (driver, account, request) => driver.parseInbound?.(account, request) ?? null,
  take: (_driver, account, inbound) => takeInbound(account.id, inbound),
});

// Some carriers report in the query of a GET.
export const GET = POST;
