import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/domain/access/permissions";
import type { CarrierDriver, FilingState } from "../carriers/port";
import { registerDriver } from "../carriers/registry";
import { simulator } from "../carriers/simulator/driver";
import { now } from "../clock";
import { db } from "../db/client";
import { checkSignatures } from "./check-signatures";
import { listFilings } from "./filings";

const actor = systemActor("test", ["settings:read", "template:read"]);
const undo: (() => void)[] = [];
let accountId: string;
let text: string;
let asked: string[];
let says: () => Promise<FilingState>;

const clerk: CarrierDriver = {
  ...simulator, key: "clerk",
  signatureState: (_, signature) => {
    asked.push(signature);
    return says();
  },
};
const answer = (state: FilingState["state"], code = "", detail = "") => () => Promise.resolve({ state, code, detail });

beforeEach(async () => {
  await db().accountSignature.deleteMany();
  await db().signature.updateMany({ data: { retiredAt: now() } });
  text = `行${crypto.randomUUID().slice(0, 6)}`;
  await db().signature.create({ data: { text, createdBy: "test" } });
  asked = [];
  says = answer("pending", "1");
  undo.push(registerDriver(clerk));
  await db().providerAccount.updateMany({ where: { driver: "clerk" }, data: { disabledAt: now() } });
  accountId = (await db().providerAccount.create({ data: { key: `s-${crypto.randomUUID().slice(0, 8)}`, name: "云", driver: "clerk" }, select: { id: true } })).id;
});
afterEach(() => undo.splice(0).reverse().forEach((back) => back()));

const shown = async () => (await listFilings(actor)).accounts.find((one) => one.id === accountId)?.signatures.map((one) => [one.text, one.state, one.code, one.detail]);
const hoursLater = (hours: number) => db().accountSignature.updateMany({ data: { checkedAt: new Date(now().getTime() - hours * 3_600_000) } });

describe("a signature at a carrier that tells how it stands", () => {
  it("is asked about hourly until it is filed, then daily, by one of several workers, and shown in the carrier's words", async () => {
    await Promise.all([checkSignatures(), checkSignatures(), checkSignatures()]);
    expect([asked, await shown()]).toEqual([[text], [[text, "pending", "1", ""]]]);
    await checkSignatures();
    expect(asked).toHaveLength(1);
    await hoursLater(2);
    says = answer("filed", "1", "mobile:3");
    await checkSignatures();
    expect([asked.length, await shown()]).toEqual([2, [[text, "filed", "1", "mobile:3"]]]);
    await hoursLater(2);
    await checkSignatures();
    expect(asked).toHaveLength(2);
    await hoursLater(25);
    await checkSignatures();
    expect(asked).toHaveLength(3);
  });

  it("lapses when the carrier takes it back, and not because the carrier does not answer; each change leaves a trace", async () => {
    says = answer("filed");
    await checkSignatures();
    says = () => Promise.reject(new Error("line down"));
    await hoursLater(25);
    await checkSignatures();
    says = answer("pending", "hongyan.unanswered");
    await hoursLater(25);
    await checkSignatures();
    expect(await shown()).toEqual([[text, "filed", "", ""]]);
    says = answer("refused", "2", "半年未使用");
    await hoursLater(25);
    await checkSignatures();
    expect(await shown()).toEqual([[text, "lapsed", "2", "半年未使用"]]);
    expect(await db().auditEntry.count({ where: { action: "provider.filed", subjectId: accountId } })).toBe(2);
  });

  it("is not asked about once it is retired, nor for an account that is closed or only rehearses", async () => {
    await db().providerAccount.update({ where: { id: accountId }, data: { dryRun: true } });
    await checkSignatures();
    await db().providerAccount.update({ where: { id: accountId }, data: { dryRun: false, disabledAt: now() } });
    await checkSignatures();
    await db().providerAccount.update({ where: { id: accountId }, data: { disabledAt: null } });
    await db().signature.updateMany({ data: { retiredAt: now() } });
    await checkSignatures();
    expect([asked, await shown()]).toEqual([[], []]);
  });
});
