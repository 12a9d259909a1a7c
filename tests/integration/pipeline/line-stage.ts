import { expect, vi } from "vitest";
import { systemActor } from "@/lib/domain/access/permissions";
import { readLineReason } from "@/lib/domain/carrier/line-reason";
import { takeCallbacks } from "@/lib/server/carriers/callbacks/take";
import { closeCmpp, cmpp } from "@/lib/server/carriers/cmpp/driver";
import { startGateway, type CmppGateway } from "@/lib/server/carriers/cmpp/server";
import { makeLinks } from "@/lib/server/carriers/links";
import { registerDriver } from "@/lib/server/carriers/registry";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { readHealth, type AccountHealth } from "@/lib/server/providers/health";
import { shown } from "../carriers/cmpp-stage";
import { setStage, startCampaign, type Stage } from "./stage";
import { expectSumsRight, tallyOf } from "./sums";

const SECRET = "shared";

/** A CMPP gateway, the stage's only account on a standing line to it, and everything between: a campaign as it really leaves. */
export class LineStage {
  private readonly links = makeLinks();
  private readonly undo: () => void;

  private constructor(readonly stage: Stage, readonly gateway: CmppGateway) {
    // The gateway reaches nobody, so that the made-up numbers of tests may go to it.
    this.undo = registerDriver({ ...cmpp, capabilities: { ...cmpp.capabilities, real: false } });
  }

  /** So many customers; the line is up when this resolves, if `secret` is the gateway's. */
  static async make(customers: number, settings: Record<string, unknown> = {}, secret = SECRET): Promise<LineStage> {
    const stage = await setStage(customers);
    const line = new LineStage(stage, await startGateway({ account: "901234", secret: SECRET }));
    await line.configure(settings, secret);
    if (secret === SECRET) await line.isUp();
    return line;
  }

  async configure(settings: Record<string, unknown>, secret = SECRET): Promise<void> {
    const whole = { host: "127.0.0.1", port: this.gateway.port, sourceAddress: "901234", sourceNumber: "10690001", answerTimeoutMs: 1_000, reconnectMs: 30, ...settings };
    await db().providerAccount.update({ where: { id: this.stage.account.id }, data: { driver: "cmpp", settings: whole, secretsCipher: Buffer.from(encrypt(JSON.stringify({ sharedSecret: secret }), "provider.secrets")) } });
    await this.links.tend();
  }

  isUp(): Promise<void> {
    return vi.waitFor(async () => {
      await this.links.tend();
      expect((await this.health()).links.map(({ state }) => state)).toEqual(["up"]);
    }, { timeout: 10_000, interval: 20 });
  }

  async send(): Promise<string> {
    const { id } = await startCampaign(this.stage.branch, "account");
    await drainPipeline();
    return id;
  }

  /** Hears what the gateway told, until it has been silent for a moment. */
  async hear(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet += 1) {
      if ((await takeCallbacks("receipts")).rows > 0) quiet = 0;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** What the accounts page shows of the account, as it stands now. */
  async health(): Promise<AccountHealth> {
    await this.links.tend();
    const health = (await readHealth(systemActor("test", ["settings:read"]))).get(this.stage.account.id);
    if (!health) throw new Error("the account has no health");
    return health;
  }

  /** Why the line is not up, or not at its speed, as the accounts page words it; null: nothing is wrong with it. */
  async lineReason(): Promise<string | null> {
    return readLineReason((await this.health()).links[0]?.detail ?? "")?.reason ?? null;
  }

  /** Codes of the last quarter of an hour with their numbers. */
  async codes(): Promise<Record<string, number>> {
    return Object.fromEntries((await this.health()).codes.map(({ code, count }) => [code, count]));
  }

  /** The sum is right in every roll-up, and no phone was written to twice. */
  async expectRight(campaignId: string): Promise<Record<string, number>> {
    await expectSumsRight(campaignId);
    const tally = await tallyOf(campaignId);
    expect(Object.values(tally).reduce((sum, count) => sum + count, 0)).toBe(this.stage.people.length);
    const phones = shown(this.gateway.taken).map(({ to }) => to);
    expect(phones.length).toBe(new Set(phones).size);
    return tally;
  }

  async close(): Promise<void> {
    await this.links.close();
    await closeCmpp();
    await this.gateway.close();
    this.undo();
  }
}
