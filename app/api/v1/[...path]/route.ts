import { callerOf } from "@/lib/server/api/caller";
import { refuse } from "@/lib/server/api/respond";

/** Addresses that the API does not have. */
function noSuchAddress(request: Request): Response {
  return refuse(callerOf(request), { status: 404, code: "api.no_such_address" });
}

export const GET = noSuchAddress;
export const POST = noSuchAddress;
export const PUT = noSuchAddress;
export const PATCH = noSuchAddress;
export const DELETE = noSuchAddress;
