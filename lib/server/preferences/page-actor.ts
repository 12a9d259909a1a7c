import "server-only";
import { systemActor, type Actor } from "@/lib/domain/access/permissions";

/** Who acts when a customer uses the own page; entries carry the customer's branch and the request's id. */
export function pageActor(branchPath: string, requestId: string | null): Actor {
  return { ...systemActor("customer-page", []), branchPath, requestId };
}

/** Who sends what the page needs sent: codes, in the name of the whole bank. */
export function pageSender() {
  return systemActor("customer-page", ["message:send"]);
}
