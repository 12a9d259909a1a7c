import { changeCampaign } from "@/lib/domain/api/operations";
import { moveCampaign } from "@/lib/server/api/campaign-change";
import { defineRoute } from "@/lib/server/api/define-route";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import {
  cancelCampaign,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
  startCampaign,
  submitCampaign,
} from "@/lib/server/campaigns/commands";
import { prepareCampaign } from "@/lib/server/campaigns/draft-commands";

const COMMANDS = {
  prepare: prepareCampaign,
  submit: submitCampaign,
  schedule: scheduleCampaign,
  start: startCampaign,
  pause: pauseCampaign,
  resume: resumeCampaign,
  cancel: cancelCampaign,
};

export const POST = defineRoute(changeCampaign, ({ actor, params }) =>
  moveCampaign(actor, params.id, params.verb, COMMANDS),
);

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
