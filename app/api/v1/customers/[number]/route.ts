import { getCustomer as operation } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { toCustomerBody } from "@/lib/server/api/customer-body";
import { defineRoute } from "@/lib/server/api/define-route";
import { refusedByState } from "@/lib/server/api/refusal";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { getCustomer } from "@/lib/server/customers/queries";

export const GET = defineRoute(operation, async ({ actor, params }) => {
  const customer = await getCustomer(actor, { number: params.number });
  return customer ? ok(toCustomerBody(customer)) : fail(refusedByState({ code: "customer.not_found" }));
});

export const POST = wrongMethod("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
