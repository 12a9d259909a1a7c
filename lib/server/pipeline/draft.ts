import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { AudienceRule } from "@/lib/domain/campaign/audience";
import type { ValueSource } from "@/lib/domain/campaign/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { accountFor, readPrice } from "../carriers/accounts";
import { driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { db, pool } from "../db/client";
import { packInForce } from "../rules/queries";
import { audienceWhere } from "./audience";
import { compose, type Composed, type Composition } from "./compose";
import { historyNeeded, readHistory } from "./history";
import { readPeople, type PipelinePerson } from "./people";
import { readRegisters } from "./registers";
import { readTemplate } from "./template";
import { readCells, valuesFor } from "./values";

/** What a dry run or a sample needs of a campaign, stored or not. */
export type DryRunDraft = {
  readonly templateVersionId: string;
  readonly audience: AudienceRule;
  readonly bindings: Readonly<Record<string, ValueSource>>;
  readonly providerAccountId: string | null;
  /** Branch of the campaign; the audience never leaves its subtree. */
  readonly branchPath: string;
  readonly listId?: string | null;
  /** A stored campaign whose audience is frozen: exactly those people. */
  readonly campaignId?: string;
  readonly family?: string | null;
  readonly usesScore?: boolean;
  readonly assessment?: string | null;
  /** When it would start; now if absent. */
  readonly at?: Date;
};

export type DraftRefusal = { readonly code: "campaign.template_missing" };

export type Prepared = { readonly composition: Composition; readonly at: Date; readonly lookBackMs: number; readonly price: { readonly micros: bigint; readonly effectiveFrom: Date } | null };

/** Everything that is the same for all recipients of a draft. */
export async function prepareDraft(draft: DryRunDraft): Promise<Result<Prepared, DraftRefusal>> {
  const template = await readTemplate(pool(), draft.templateVersionId);
  if (!template) return fail({ code: "campaign.template_missing" });
  const at = draft.at ?? now();
  const account = await accountFor(pool(), draft.providerAccountId, template.channel, at);
  const price = account ? await readPrice(pool(), account.id, template.purpose, at) : null;
  const pack = await packInForce();
  return ok({
    at, price, lookBackMs: historyNeeded(pack, template.purpose, template.channel, at, template.asksFor),
    composition: {
      template, campaignId: draft.campaignId ?? null, branchPath: draft.branchPath, audienceUsesScore: draft.usesScore ?? false, assessed: (draft.assessment ?? null) !== null,
      family: draft.family ?? null, provider: account, pack, registers: await readRegisters(pool(), at),
      billing: account ? driverNamed(account.driver).capabilities.billing : "cn-domestic", priceMicros: price?.micros ?? 0n,
    },
  });
}

/** Ids of the next recipients after one, in the order of the audience. */
export async function nextDraftRecipients(draft: DryRunDraft, after: string, take: number, at: Date): Promise<string[]> {
  const frozen = draft.campaignId === undefined ? null : await db().campaign.findUnique({ where: { id: draft.campaignId }, select: { frozenCount: true } });
  const rows = frozen?.frozenCount != null && draft.campaignId !== undefined
    ? await db().$queryRaw<{ id: string }[]>`
        SELECT customer_id AS id FROM campaign_audience WHERE campaign_id = ${draft.campaignId}::uuid AND customer_id > ${after}::uuid ORDER BY customer_id LIMIT ${take}`
    : await db().$queryRaw<{ id: string }[]>`
        SELECT c.id FROM customer c WHERE ${Prisma.join([audienceWhere(draft.audience, draft.branchPath, at, draft.listId ?? null), Prisma.sql`c.id > ${after}::uuid`], " AND ")} ORDER BY c.id LIMIT ${take}`;
  return rows.map((row) => row.id);
}

export type DraftMessage = { readonly person: PipelinePerson; readonly composed: Composed };

/** Decides and renders for these recipients as the campaign itself would, and stores nothing. */
export async function composeDraft(draft: DryRunDraft, prepared: Prepared, ids: readonly string[]): Promise<DraftMessage[]> {
  const { composition, at, lookBackMs } = prepared;
  const { purpose, channel, asksFor } = composition.template;
  const people = await readPeople(pool(), ids, purpose, channel, asksFor);
  const history = lookBackMs === 0 ? new Map<string, never[]>() : await readHistory(pool(), ids, new Date(at.getTime() - lookBackMs), "planned");
  const cells = await readCells(pool(), draft.listId ?? draft.audience.listId ?? null, draft.bindings, ids);
  return ids.flatMap((id): DraftMessage[] => {
    const person = people.get(id);
    return person ? [{ person, composed: compose(composition, person, valuesFor(draft.bindings, person, cells.get(id)), history.get(id) ?? [], at) }] : [];
  });
}
