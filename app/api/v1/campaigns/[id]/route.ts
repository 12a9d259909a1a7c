import { getCampaign as operation } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { toCampaignBody } from "@/lib/server/api/campaign-body";
import { defineRoute } from "@/lib/server/api/define-route";
import { refusedByState } from "@/lib/server/api/refusal";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { getCampaign } from "@/lib/server/campaigns/queries";

export const GET = defineRoute(operation, async ({ actor, params }) => {
  const campaign = await getCampaign(actor, params.id);
  return campaign ? ok(toCampaignBody(campaign)) : fail(refusedByState({ code: "campaign.not_found" }));
});

export const POST = wrongMethod("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
