import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeWording } from "@/prisma/factories/wording";
import { setClock, setStage, type Stage } from "@/tests/integration/pipeline/stage";
import { now } from "../clock";
import { db, pool } from "../db/client";
import { renewalRound } from "./renewal";

let stage: Stage;
let wordingId: string;
let version: string;

const later = (days: number) => new Date(now().getTime() + days * 86_400_000);
const asked = async () => (await db().consentRenewal.findMany({ where: { wordingId }, orderBy: { customerId: "asc" } })).map(({ customerId, outcome }) => `${stage.people.findIndex((one) => one.id === customerId)} ${outcome}`).sort();
const messages = (customerId = "") => db().message.count({ where: { customerId } });

async function wholeRound(round = renewalRound()) {
  for (let batches = 0; await round(); batches += 1) if (batches > 50) throw new Error("the round never ends");
}

async function requestTemplate(): Promise<string> {
  const { templateId, versionId, key } = await makeTemplate(stage.branch, { purpose: "promotion", state: "draft", text: "请问您是否同意继续接收本行产品信息，每月不超过2条，为期24个月？同意请回复Y。拒收请回复R" });
  await db().template.update({ where: { id: templateId }, data: { use: "consent_request", asksFor: "promotion" }, select: { id: true } });
  await db().templateVersion.update({ where: { id: versionId }, data: { state: "approved" }, select: { id: true } });
  return key;
}

beforeEach(async () => {
  setClock(12);
  await pool().query("UPDATE consent_wording SET state = 'retired' WHERE state <> 'retired'");
  stage = await setStage(3);
  const made = await makeWording({ effectiveFrom: later(-1), renewBy: later(60), requestTemplate: await requestTemplate() });
  ({ id: wordingId, version } = made);
});
afterEach(() => vi.useRealTimers());

describe("renewal of consent", () => {
  it("CN-SMS-05: is asked for once from everybody whose consent will lapse, and from nobody else", async () => {
    const refused = await makeCustomer(stage.branch, { agreed: ["promotion"] });
    await makeConsent(refused.id, "promotion", "withdrawn", later(-2));
    const renewed = await makeCustomer(stage.branch);
    await db().consentEntry.create({ data: { customerId: renewed.id, channel: "sms", purpose: "promotion", state: "given", wordingVersion: version, source: "branch", at: later(-1), recordedBy: "t" } });
    const never = await makeCustomer(stage.branch);
    await wholeRound();
    await wholeRound();
    expect((await asked()).slice(-3)).toEqual(["0 send", "1 send", "2 send"]);
    for (const person of stage.people) expect(await messages(person.id)).toBe(1);
    for (const person of [refused, renewed, never]) expect(await messages(person.id)).toBe(0);
    const trail = await db().auditEntry.findMany({ where: { action: "consent.renewal_asked", subjectId: wordingId }, select: { detail: true } });
    expect(trail.reduce((sum, one) => sum + (one.detail as { send: number }).send, 0)).toBe((await asked()).filter((one) => one.endsWith("send")).length);
  });

  it("goes through the rules: at night it waits for the morning", async () => {
    setClock(23);
    await wholeRound();
    expect((await asked()).slice(-3)).toEqual(["0 wait", "1 wait", "2 wait"]);
    const waiting = await db().message.findMany({ where: { customerId: stage.people[0]?.id ?? "" }, select: { notBefore: true } });
    expect(waiting[0]?.notBefore?.getTime()).toBeGreaterThan(now().getTime());
  });

  it("is asked for once also when a worker died between claim and answer, and by two workers at once", async () => {
    const [first] = stage.people;
    await Promise.all([wholeRound(), wholeRound()]);
    expect(await messages(first?.id)).toBe(1);
    await pool().query("UPDATE consent_renewal SET outcome = NULL WHERE wording_id = $1", [wordingId]);
    await wholeRound();
    expect((await asked()).slice(-1)).toEqual(["2 null"]);
    await pool().query("UPDATE consent_renewal SET claimed_at = $2 WHERE wording_id = $1", [wordingId, new Date(now().getTime() - 3_600_000)]);
    await wholeRound();
    expect((await asked()).slice(-3)).toEqual(["0 send", "1 send", "2 send"]);
    expect(await messages(first?.id)).toBe(1);
  });

  it("is not asked for after the day, nor with a template that asks for something else", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: later(61) });
    await wholeRound();
    expect(await asked()).toEqual([]);
    setClock(12);
    await db().template.updateMany({ data: { retiredAt: now() } });
    await wholeRound();
    expect(await asked()).toEqual([]);
  });

  it("that cannot be sent at all is tried again another day, nobody being marked as asked", async () => {
    await db().providerAccount.updateMany({ data: { disabledAt: now() } });
    await wholeRound();
    expect((await asked()).some((one) => one.endsWith("send"))).toBe(false);
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { disabledAt: null } });
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(now().getTime() + 3_600_000) });
    await wholeRound();
    expect((await asked()).slice(-3)).toEqual(["0 send", "1 send", "2 send"]);
  });
});
