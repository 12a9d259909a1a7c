import { defineCarrierCallback } from "@/lib/server/api/carrier-callback";

export const POST = defineCarrierCallback("receipts");

// Some carriers report in the query of a GET.
export const GET = POST;
