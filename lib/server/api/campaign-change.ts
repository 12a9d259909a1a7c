import "server-only";
import { grant, type Authorized } from "@/lib/domain/access/permissions";
import type { CampaignVerb } from "@/lib/domain/api/campaign-shapes";
import type { CampaignState } from "@/lib/domain/campaign/lifecycle";
import type { SubmitCampaign } from "@/lib/domain/campaign/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordDenial } from "../auth/denial";
import { getCampaign, type CampaignDetail } from "../campaigns/queries";
import { campaignReadiness } from "../campaigns/readiness";
import { now } from "../clock";
import { refusedByState, type ApiRefusal } from "./refusal";

type Writer = Authorized<"campaign:write">;
type Pauser = Authorized<"campaign:pause">;
type Moved = Promise<Result<{ readonly state: CampaignState }, { readonly code: string }>>;

/** The campaign room's commands, handed in by the route. */
export type CampaignCommands = {
  readonly prepare: (actor: Writer, id: string) => Promise<Result<unknown, { readonly code: string }>>;
  readonly submit: (actor: Writer, input: SubmitCampaign) => Moved;
  readonly schedule: (actor: Writer, id: string) => Moved;
  readonly start: (actor: Writer, input: { readonly campaignId: string; readonly recipients: number }) => Moved;
  readonly pause: (actor: Pauser, input: { readonly campaignId: string }) => Moved;
  readonly resume: (actor: Writer, id: string) => Moved;
  readonly cancel: (actor: Pauser, input: { readonly campaignId: string; readonly reason: string }) => Moved;
};

type Outcome = Result<{ readonly id: string; readonly state: CampaignState }, ApiRefusal>;

/** Settles the audience, rehearses the whole campaign and hands it in; what stands in the way is named one by one. */
async function submit(
  actor: Writer,
  campaign: CampaignDetail,
  commands: CampaignCommands,
): Promise<Result<{ state: CampaignState }, ApiRefusal>> {
  if (campaign.state === "draft") {
    const prepared = await commands.prepare(actor, campaign.id);
    if (!prepared.ok) return fail(refusedByState(prepared.error));
  }
  const reader = grant(actor, "campaign:read");
  const [current, ready] = reader
    ? await Promise.all([getCampaign(reader, campaign.id), campaignReadiness(reader, campaign.id)])
    : [null, null];
  if (!current || !ready) return fail(refusedByState({ code: "campaign.not_found" }));
  if (current.state === "draft" && ready.blockers.length > 0) {
    const faults = ready.blockers.map(
      ({ code, evidence }) => ({ where: "state", place: [], code: `readiness.${code}`, evidence }) as const,
    );
    return fail({ status: 422, code: "api.campaign_not_ready", evidence: { count: faults.length }, faults });
  }
  // A program ticks no boxes: by submitting, the bank system takes note of every warning, and the trail says of which.
  const acknowledged = ready.warnings.map((warning) => warning.code);
  const submitted = await commands.submit(actor, {
    campaignId: campaign.id,
    lockVersion: current.lockVersion,
    acknowledged,
  });
  return submitted.ok ? submitted : fail(refusedByState(submitted.error));
}

function start(actor: Writer, { id, startAt, state, frozenCount }: CampaignDetail, commands: CampaignCommands): Moved {
  if (startAt && startAt > now() && state === "approved") return commands.schedule(actor, id);
  return commands.start(actor, { campaignId: id, recipients: frozenCount ?? 0 });
}

/** Moves a campaign of the actor's branches on, as the verb of the address says; stopping one is given to more people than sending it. */
export async function moveCampaign(
  actor: Pauser,
  id: string,
  verb: CampaignVerb,
  commands: CampaignCommands,
): Promise<Outcome> {
  const reader = grant(actor, "campaign:read");
  const campaign = reader && (await getCampaign(reader, id));
  if (!campaign) return fail(refusedByState({ code: "campaign.not_found" }));
  if (verb === "pause") return answered(id, await commands.pause(actor, { campaignId: id }));
  if (verb === "cancel") return answered(id, await commands.cancel(actor, { campaignId: id, reason: "API" }));
  const writer = grant(actor, "campaign:write");
  if (!writer) {
    await recordDenial(actor, "campaign:write");
    return fail({ status: 403, code: "forbidden" });
  }
  if (verb === "submit") {
    const submitted = await submit(writer, campaign, commands);
    return submitted.ok ? ok({ id, state: submitted.value.state }) : submitted;
  }
  return answered(id, await (verb === "start" ? start(writer, campaign, commands) : commands.resume(writer, id)));
}

function answered(id: string, moved: Awaited<Moved>): Outcome {
  return moved.ok ? ok({ id, state: moved.value.state }) : fail(refusedByState(moved.error));
}
