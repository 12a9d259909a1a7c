import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { recordConsent } from "@/lib/server/customers/commands";
import { db, pool } from "@/lib/server/db/client";
import { takeInbound } from "@/lib/server/inbound/take";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { expandCampaign } from "@/lib/server/pipeline/expand";
import { makeActor } from "@/prisma/factories/organisation";
import { expectNothingTwice, expectSumsRight } from "./sums";
import { setClock, setStage, startCampaign, type Stage } from "./stage";

const PEOPLE = 3;
const person = fc.integer({ min: 0, max: PEOPLE - 1 });

type Step =
  | { readonly do: "say"; readonly who: number; readonly state: "given" | "withdrawn"; readonly by: "branch" | "reply" }
  | { readonly do: "start" | "expand" | "dispatch" | "drain" }
  | { readonly do: "wait"; readonly hours: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("say" as const), who: person, state: fc.constantFrom("given" as const, "withdrawn" as const), by: fc.constantFrom("branch" as const, "reply" as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("start" as const, "expand" as const, "dispatch" as const, "drain" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(1, 7, 15, 26, 75) }) },
);

/** The bank in one run: its people, what each of them said last, and what left. */
class Run {
  readonly latest: ("given" | "withdrawn")[] = Array.from({ length: PEOPLE }, () => "given");
  readonly campaigns: string[] = [];
  private readonly known = new Set<string>();
  private replies = 0;

  constructor(readonly stage: Stage, private readonly officer: Authorized<"customer:write">) {}

  async take(one: Step): Promise<void> {
    switch (one.do) {
      case "say":
        return this.say(one.who, one.state, one.by);
      case "wait":
        vi.setSystemTime(Date.now() + one.hours * 3_600_000);
        return;
      case "start":
        this.campaigns.push((await startCampaign(this.stage.branch, "promotion")).id);
        return;
      case "expand":
        for (const id of this.campaigns) await expandCampaign(id, { stretch: 2 });
        return;
      case "dispatch": {
        const { rows } = await pool().query<{ id: string }>(
          "SELECT id FROM dispatch_batch WHERE state = 'pending' AND provider_account_id = $1 AND (not_before IS NULL OR not_before <= $2) ORDER BY id LIMIT 1", [this.stage.account.id, new Date()],
        );
        if (rows[0]) await dispatchBatch(rows[0].id);
        return;
      }
      case "drain":
        return drainPipeline();
    }
  }

  private async say(who: number, state: "given" | "withdrawn", by: "branch" | "reply"): Promise<void> {
    const one = this.stage.people[who]!;
    // Nobody says two things in one millisecond.
    vi.setSystemTime(Date.now() + 1_000);
    this.replies += 1;
    if (by === "reply") await takeInbound(this.stage.account.id, [{ providerInboundId: `${one.id}-${this.replies}`, from: one.phone, text: state === "given" ? "恢复" : "退订", at: new Date() }]);
    else expect(await recordConsent(this.officer, { customerId: one.id, channel: "sms", purpose: "promotion", state, evidence: "SQ-1001" })).toMatchObject({ ok: true });
    // A reply takes back what a reply stopped, not what the branch was told: then the branch's no is still the last word that counts.
    const barred = await db().suppression.count({ where: { contactIndex: { equals: await this.indexOf(one.id) }, liftedAt: null } });
    this.latest[who] = state === "given" && barred === 0 ? "given" : "withdrawn";
  }

  private async indexOf(customerId: string): Promise<Uint8Array<ArrayBuffer>> {
    return (await db().customer.findUniqueOrThrow({ where: { id: customerId }, select: { phoneIndex: true } })).phoneIndex!;
  }

  /** Whom the carrier was given an offer for since the last look. */
  async newlySent(): Promise<number[]> {
    const { rows } = await pool().query<{ reference: string; customer_id: string }>(
      "SELECT s.reference, m.customer_id FROM simulated_message s JOIN message m ON m.id = s.reference WHERE m.campaign_id = ANY($1::uuid[])", [this.campaigns],
    );
    const fresh = rows.filter((row) => !this.known.has(row.reference));
    for (const row of fresh) this.known.add(row.reference);
    return fresh.map((row) => this.stage.people.findIndex((one) => one.id === row.customer_id));
  }
}

afterEach(() => void vi.useRealTimers());

describe("promise 6, through the whole pipeline", () => {
  it("no sequence of consents, refusals, campaigns and clock changes lets an offer out to a customer whose latest word is no", { timeout: 300_000 }, async () => {
    let sent = 0;
    let refusedAtSending = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        setClock(10);
        const stage = await setStage(PEOPLE);
        const run = new Run(stage, await makeActor<"customer:write">(stage.branch, ["officer"]));
        for (const one of [{ do: "start" } as const, ...steps, { do: "drain" } as const]) {
          await run.take(one);
          for (const who of await run.newlySent()) {
            sent += 1;
            expect([one.do, run.latest[who]]).toEqual([one.do, "given"]);
          }
        }
        refusedAtSending += run.latest.filter((word) => word === "withdrawn").length;
        for (const id of run.campaigns) {
          await expectSumsRight(id);
          // The next run has a bank of its own.
          await db().campaign.update({ where: { id }, data: { state: "cancelled" }, select: { id: true } });
        }
        await expectNothingTwice();
      }),
      { numRuns: 15 },
    );
    // It would prove nothing if hardly anything had been sent or refused.
    expect(sent).toBeGreaterThan(10);
    expect(refusedAtSending).toBeGreaterThan(5);
  });
});
