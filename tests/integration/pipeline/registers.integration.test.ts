import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "@/lib/server/db/client";
import { requestMessage } from "@/lib/server/messages/commands";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeActor } from "@/prisma/factories/organisation";
import { makeRegisters } from "@/prisma/factories/template";
import { expandAll, expectOne, setClock, setStage, stateOf, takenFor, type Stage } from "./stage";
import { expectSumsRight, reasonsOf, tallyOf } from "./sums";

let stage: Stage;
let host: string;
const note = [{ name: "note", kind: "text" as const, label: "说明", sample: "浏阳支行", maxLength: 60 }];
const link = () => db().registeredLink.findUniqueOrThrow({ where: { host }, select: { id: true } });

beforeEach(async () => {
  setClock(12);
  await db().setting.deleteMany();
  stage = await setStage(4);
  host = (await makeRegisters()).link.host;
});

const linked = async () => makeCampaign(stage.branch, await makeTemplate(stage.branch, { text: `账户信息已更新，详见https://${host}/a。` }), {});

describe("the registers of the day", () => {
  it("halt a running campaign the moment a host in its text is retired, and let it go on once it is back", async () => {
    const { id } = await linked();
    const batch = expectOne(await expandAll(id));
    await db().registeredLink.update({ where: { host }, data: { retiredAt: new Date() } });
    await dispatchBatch(batch.id);
    expect(await stateOf(id)).toBe("paused");
    expect((await db().campaign.findUniqueOrThrow({ where: { id }, select: { pauseReason: true } })).pauseReason).toEqual({ code: "not_registered", evidence: { what: `https://${host}/a` } });
    expect(await takenFor(id)).toEqual([]);
    await db().registeredLink.update({ where: { host }, data: { retiredAt: null } });
    await db().campaign.update({ where: { id }, data: { state: "running" } });
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 4 });
  });

  it("count a host as gone from the day it expires", async () => {
    const { id } = await linked();
    await db().registeredLink.update({ where: { id: (await link()).id }, data: { expiresAt: setClock(12) } });
    await drainPipeline({ rounds: 20 });
    expect(await stateOf(id)).toBe("paused");
    expect(await takenFor(id)).toEqual([]);
  });

  it("keep back every text into which a value brought a link or a number of somebody else", async () => {
    const send = async (value: string) => {
      const template = await makeTemplate(stage.branch, { text: "通知：${note}。", variables: note });
      const { id } = await makeCampaign(stage.branch, template, { bindings: { note: { from: "constant", value } } });
      await drainPipeline();
      await expectSumsRight(id);
      return { reasons: await reasonsOf(id), taken: await takenFor(id) };
    };
    expect(await send("请到 evil.com 领取")).toEqual({ reasons: { "failed/link": 4 }, taken: [] });
    expect(await send("请致电0731-88881234")).toEqual({ reasons: { "failed/contact": 4 }, taken: [] });
    expect((await send(`请到 https://${host}/a 查看`)).reasons).toEqual({ "delivered/": 4 });
  });

  it("refuse a bank system's message with such a value, and with a text that is out of date", async () => {
    const actor: Authorized<"message:send"> = await makeActor(stage.branch, ["officer"]);
    const template = await makeTemplate(stage.branch, { text: "通知：${note}。", variables: note });
    const ask = (key: string, variables: Record<string, string>) => requestMessage(actor, { template: key, customer: stage.people[0]!.number, variables });
    expect(await ask(template.key, { note: "https://evil.com" })).toEqual({ ok: false, error: { code: "message.link" } });
    expect(await ask(template.key, { note: "致电4008208888" })).toEqual({ ok: false, error: { code: "message.contact" } });
    const old = await makeTemplate(stage.branch, { text: `详见https://${host}/a。` });
    await db().registeredLink.update({ where: { host }, data: { retiredAt: new Date() } });
    expect(await ask(old.key, {})).toEqual({ ok: false, error: { code: "template.not_registered", what: `https://${host}/a` } });
    expect(await db().message.count({ where: { customerId: stage.people[0]!.id } })).toBe(0);
  });

  it("keep back a single message that waited for its hour while its host was retired, and only that one", async () => {
    const actor: Authorized<"message:send"> = await makeActor(stage.branch, ["officer"]);
    const ask = async (text: string, person: number) => {
      const template = await makeTemplate(stage.branch, { purpose: "promotion", text });
      return requestMessage(actor, { template: template.key, customer: stage.people[person]!.number, variables: {} });
    };
    setClock(23);
    expect(await ask(`详见https://${host}/a，拒收请回复R`, 0)).toMatchObject({ ok: true, value: { state: "deferred" } });
    expect(await ask("网点已迁至新址，拒收请回复R", 1)).toMatchObject({ ok: true, value: { state: "deferred" } });
    await db().registeredLink.update({ where: { host }, data: { retiredAt: new Date() } });
    vi.setSystemTime(Date.now() + 12 * 3_600_000);
    await drainPipeline();
    const end = (person: number) => db().message.findFirstOrThrow({ where: { customerId: stage.people[person]!.id }, select: { state: true, reason: true } });
    expect(await end(0)).toEqual({ state: "withheld", reason: "not_registered" });
    expect(await end(1)).toEqual({ state: "delivered", reason: "" });
  });
});
