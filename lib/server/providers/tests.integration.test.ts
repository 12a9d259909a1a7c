import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Authorized, Permission } from "@/lib/domain/access/permissions";
import { TESTS_AN_HOUR, WAITS_MS } from "@/lib/domain/providers/test-send";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import type { CarrierDriver, Outgoing, SubmitAnswer } from "../carriers/port";
import { registerDriver } from "../carriers/registry";
import { deliverDueEvents } from "../carriers/simulator/deliver";
import { simulator } from "../carriers/simulator/driver";
import { now } from "../clock";
import { db } from "../db/client";
import { changePerson, setPersonDisabled } from "../people/commands";
import { ownPhoneMasked } from "../people/own-phone";
import { setOwnPhone } from "../people/own-phone-commands";
import { runNextTest } from "./run-tests";
import { askTest } from "./test-commands";
import { listOwnTests } from "./tests";

type Admin = Authorized<Permission>;
type Tree = Awaited<ReturnType<typeof makeBranchTree>>;

const NUMBER = "15400010001";
let admin: Admin;
let tree: Tree;
let sent: Outgoing[];
let says: SubmitAnswer | Error;
let opened: number;
let closed: number;
const undo: (() => void)[] = [];

const recorder: CarrierDriver = {
  ...simulator, key: "recorder",
  submit: (_, batch) => {
    sent.push(...batch);
    const answer = says;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(new Map(batch.map((one) => [one.reference, answer])));
  },
  connect: () => {
    opened += 1;
    return { states: () => [], close: () => { closed += 1; return Promise.resolve(); } };
  },
};

beforeEach(async () => {
  await db().carrierTest.deleteMany();
  tree = await makeBranchTree();
  admin = await makeActor<Permission>(tree.head, ["administrator"]);
  [sent, says, opened, closed] = [[], { outcome: "accepted", providerMessageId: "M-1" }, 0, 0];
  undo.push(registerDriver(recorder));
  await db().signature.create({ data: { text: `鸿${crypto.randomUUID().slice(0, 6)}`, createdBy: "t", filings: { create: { carrier: "mobile", state: "filed" } } } });
});
afterEach(() => undo.splice(0).reverse().forEach((back) => back()));

const makeAccount = async (driver = "recorder") => (await db().providerAccount.create({ data: { key: `t-${crypto.randomUUID().slice(0, 8)}`, name: "测试", driver }, select: { id: true } })).id;
const register = () => setOwnPhone(admin, { phone: "154 0001 0001" });
const resultOf = async (accountId: string) => (await listOwnTests(admin)).get(accountId);
const ask = async (accountId: string) => {
  const asked = await askTest(admin, accountId);
  if (!asked.ok) throw new Error(asked.error.code);
  return asked.value.id;
};

describe("one's own phone", () => {
  it("is kept encrypted, shown masked, forgotten when it is emptied, and with the role or the account", async () => {
    expect(await ownPhoneMasked(admin)).toBeNull();
    expect(await setOwnPhone(admin, { phone: "010 1234" })).toMatchObject({ ok: false });
    expect(await register()).toEqual({ ok: true, value: null });
    expect(await ownPhoneMasked(admin)).toBe("154****0001");
    const stored = await db().person.findUniqueOrThrow({ where: { id: admin.id }, select: { phoneCipher: true } });
    expect(Buffer.from(stored.phoneCipher!).includes(NUMBER)).toBe(false);
    expect(await setOwnPhone(admin, { phone: "" })).toEqual({ ok: true, value: null });
    expect(await ownPhoneMasked(admin)).toBeNull();
    const second = await makeActor<Permission>(tree.head, ["administrator"]);
    await register();
    const { name } = await db().person.findUniqueOrThrow({ where: { id: admin.id }, select: { name: true } });
    await changePerson(second, { personId: admin.id, name, roles: ["officer"], branchId: tree.branch.id });
    expect(await ownPhoneMasked(admin)).toBeNull();
    await register();
    await setPersonDisabled(second, admin.id, true);
    expect(await ownPhoneMasked(admin)).toBeNull();
    expect(JSON.stringify(await db().auditEntry.findMany({ where: { subjectId: admin.id }, select: { detail: true } }))).not.toContain("0001");
  });
});

describe("a test of an account", () => {
  it("goes to the administrator's own phone with the bank's own words, once, and leaves a trace without the number", async () => {
    const accountId = await makeAccount();
    expect(await askTest(admin, accountId)).toEqual({ ok: false, error: { code: "provider.test_no_phone" } });
    await register();
    const id = await ask(accountId);
    expect(await resultOf(accountId)).toMatchObject({ id, view: "waiting" });
    expect((await Promise.all([runNextTest(), runNextTest()])).filter(Boolean)).toHaveLength(1);
    expect(sent).toMatchObject([{ reference: id, to: `+86${NUMBER}`, text: expect.stringMatching(/^【.+】这是一条通道测试短信/) as string }]);
    expect(await resultOf(accountId)).toMatchObject({ view: "accepted", providerMessageId: "M-1", meaning: null });
    expect(await runNextTest()).toBe(false);
    const trail = await db().auditEntry.findMany({ where: { subjectId: accountId }, select: { action: true, detail: true } });
    expect(trail.map(({ action }) => action)).toEqual(["provider.tested"]);
    expect(JSON.stringify(trail)).not.toContain("0001");
    expect(await db().message.count({ where: { id } })).toBe(0);
    expect((await listOwnTests(await makeActor<Permission>(tree.head, ["administrator"]))).size).toBe(0);
  });

  it("says what a refusal means, also one that nobody has explained and one of our own", async () => {
    await register();
    const accountId = await makeAccount();
    const refusedWith = async (code: string) => {
      says = { outcome: "refused", code };
      await ask(accountId);
      await runNextTest();
      return resultOf(accountId);
    };
    expect(await refusedWith("8")).toMatchObject({ view: "refused", code: "8", meaning: { class: "throttled", isMapped: true, isOwn: false } });
    expect(await refusedWith("hongyan.unreachable")).toMatchObject({ meaning: { class: "temporary", isOwn: true } });
    expect(await refusedWith("ZZ-77")).toMatchObject({ meaning: { isMapped: false } });
    expect(await db().carrierCode.count({ where: { providerAccountId: accountId, code: "ZZ-77" } })).toBe(1);
  });

  it("is uncertain where the carrier did not answer", async () => {
    await register();
    const accountId = await makeAccount();
    says = new Error("line down");
    await ask(accountId);
    await runNextTest();
    expect(await resultOf(accountId)).toMatchObject({ view: "uncertain", code: "hongyan.unanswered", meaning: { class: null, isOwn: true } });
    says = { outcome: "uncertain", why: "broken_off" };
    await ask(accountId);
    await runNextTest();
    expect(await resultOf(accountId)).toMatchObject({ view: "uncertain", code: "hongyan.broken_off" });
    expect(await db().carrierCode.count({ where: { providerAccountId: accountId } })).toBe(0);
  });

  it("may be asked for ten times an hour by one person, also by two clicks at once", async () => {
    await register();
    const [accountId, other] = [await makeAccount(), await makeAccount()];
    for (let turn = 1; turn < TESTS_AN_HOUR; turn += 1) await ask(turn % 2 ? accountId : other);
    const both = await Promise.all([askTest(admin, accountId), askTest(admin, other)]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toEqual({ ok: false, error: { code: "provider.test_too_often", evidence: { most: TESTS_AN_HOUR, minutes: 60 } } });
  });

  it("is not sent any more when no worker took it in time, nor when the phone was taken away meanwhile", async () => {
    await register();
    const accountId = await makeAccount();
    const id = await ask(accountId);
    await db().carrierTest.update({ where: { id }, data: { askedAt: new Date(now().getTime() - WAITS_MS) } });
    expect(await runNextTest()).toBe(false);
    expect(await resultOf(accountId)).toMatchObject({ view: "not_sent" });
    await ask(accountId);
    await setOwnPhone(admin, { phone: "" });
    await runNextTest();
    expect(sent).toEqual([]);
    expect(await resultOf(accountId)).toMatchObject({ view: "refused", code: "hongyan.never_taken" });
  });

  it("never reaches a real carrier in a demo, nor leaves through an account that only rehearses or one for mail", async () => {
    await register();
    undo.push(registerDriver({ ...recorder, key: "real-recorder", capabilities: { ...simulator.capabilities, real: true } }), registerDriver({ ...recorder, key: "mail-recorder", channel: "email" }));
    const real = await makeAccount("real-recorder");
    expect(await askTest(admin, real)).toEqual({ ok: false, error: { code: "provider.real_in_demo" } });
    // Also where the account was changed after somebody had asked.
    const changed = await makeAccount();
    await ask(changed);
    await db().providerAccount.update({ where: { id: changed }, data: { driver: "real-recorder" } });
    await runNextTest();
    const rehearsal = await makeAccount();
    await db().providerAccount.update({ where: { id: rehearsal }, data: { dryRun: true } });
    expect(await askTest(admin, rehearsal)).toEqual({ ok: false, error: { code: "provider.test_dry_run" } });
    expect(await askTest(admin, await makeAccount("mail-recorder"))).toEqual({ ok: false, error: { code: "provider.test_not_by_mail" } });
    expect(sent).toEqual([]);
  });

  it("has a connection of its own, closed after it, only where the worker keeps none for the account", async () => {
    await register();
    const accountId = await makeAccount();
    await ask(accountId);
    await runNextTest();
    expect([opened, closed]).toEqual([0, 0]);
    await db().providerAccount.update({ where: { id: accountId }, data: { disabledAt: now() } });
    await ask(accountId);
    await runNextTest();
    expect([opened, closed, sent.length]).toEqual([1, 1, 2]);
  });

  it("sends a filed text without variables where the carrier takes nothing else", async () => {
    await register();
    undo.push(registerDriver({ ...recorder, key: "cloud", capabilities: { ...simulator.capabilities, filesTemplates: true } }));
    const accountId = await makeAccount("cloud");
    await ask(accountId);
    await runNextTest();
    expect(await resultOf(accountId)).toMatchObject({ view: "refused", code: "hongyan.not_filed" });
    const { versionId } = await makeTemplate(tree.branch, { text: "本行网点国庆期间照常营业。" });
    await db().templateFiling.create({ data: { templateVersionId: versionId, providerAccountId: accountId, variant: "plain", filingId: "SMS_9", state: "filed", filedBy: "t" } });
    await ask(accountId);
    await runNextTest();
    expect(sent).toMatchObject([{ text: expect.stringContaining("照常营业") as string, template: { filingId: "SMS_9", variables: {} } }]);
  });

  it("through the simulated carrier is taken, and its report disturbs nothing", async () => {
    await register();
    const accountId = await makeAccount("simulator");
    await ask(accountId);
    await runNextTest();
    expect(await resultOf(accountId)).toMatchObject({ view: "accepted" });
    await deliverDueEvents(100);
  });
});
