import { defineCarrierCallback } from "@/lib/server/api/carrier-callback";
import { takeReceipts } from "@/lib/server/pipeline/receipts";

export const POST = defineCarrierCallback({
  parse: (driver, account, request) => driver.parseReceipts?.(account, request) ?? null,
  take: (driver, account, receipts) => takeReceipts(driver, account.id, receipts),
});

// Some carriers report in the query of a GET.
export const GET = POST;
