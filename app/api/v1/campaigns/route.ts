import { createCampaign as operation } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { readCampaign } from "@/lib/server/api/campaign-request";
import { defineRoute } from "@/lib/server/api/define-route";
import { refusedAt } from "@/lib/server/api/refusal";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { createCampaign } from "@/lib/server/campaigns/draft-commands";

export const POST = defineRoute(operation, async ({ actor, body, idFor }) => {
  const read = await readCampaign(actor, body);
  if (!read.ok) return read;
  const { input, unknownCustomers } = read.value;
  const id = idFor(0);
  const made = await createCampaign(actor, { ...input, ...(id === undefined ? {} : { id }) });
  if (!made.ok)
    return fail(
      refusedAt(made.error, made.error.code === "campaign.list_invalid" ? ["audience", "listId"] : ["template"]),
    );
  return ok({
    id: made.value.id,
    ...(unknownCustomers.length === 0 ? {} : { unknownCustomers: [...unknownCustomers] }),
  });
});

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
