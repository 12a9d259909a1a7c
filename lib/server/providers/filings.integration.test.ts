import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Authorized, Permission } from "@/lib/domain/access/permissions";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import type { CarrierDriver, FilingState, TemplateFiling } from "../carriers/port";
import { registerDriver } from "../carriers/registry";
import { simulator } from "../carriers/simulator/driver";
import { now } from "../clock";
import { db } from "../db/client";
import { checkFilings } from "./check-filings";
import { fileTemplate } from "./filing-commands";
import { listFilings } from "./filings";

let admin: Authorized<Permission>;
let versionId: string;
let accountId: string;
let seen: TemplateFiling[];
let says: FilingState;

const clerk: CarrierDriver = {
  ...simulator, key: "clerk", capabilities: { ...simulator.capabilities, filesTemplates: true },
  fileTemplate: (_, filing) => {
    seen.push(filing);
    return Promise.resolve({ filingId: `F-${seen.length}`, filing: says });
  },
  filingState: () => Promise.resolve(says),
};

const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).reverse().forEach((back) => back()));

beforeEach(async () => {
  const { head, branch } = await makeBranchTree();
  admin = await makeActor<Permission>(head, ["administrator"]);
  ({ versionId } = await makeTemplate(branch, { text: "您的账户信息已更新。", elderText: "账户有变动，请致电网点。" }));
  seen = [];
  says = { state: "pending", code: "", detail: "" };
  undo.push(registerDriver(clerk));
  accountId = (await db().providerAccount.create({ data: { key: `c-${crypto.randomUUID().slice(0, 8)}`, name: "云", driver: "clerk" }, select: { id: true } })).id;
});
const rows = async () => (await listFilings(admin)).accounts.find((one) => one.id === accountId)!.rows.filter((row) => row.versionId === versionId).map((row) => [row.variant, row.view, row.detail]);
const hoursAgo = (hours: number) => new Date(now().getTime() - hours * 3_600_000);
const age = (data: { checkedAt?: Date; filedAt?: Date }) => db().templateFiling.updateMany({ where: { providerAccountId: accountId }, data });
const file = (variant: "plain" | "elder") => fileTemplate(admin, { accountId, versionId, variant });

describe("a template that a carrier wants to see", () => {
  it("is shown to it wording by wording, once, whoever presses the button at the same time", async () => {
    expect(await rows()).toEqual([["plain", "none", ""], ["elder", "none", ""]]);
    const both = await Promise.all([file("plain"), file("plain")]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(seen.map((one) => one.text)).toEqual(["您的账户信息已更新。"]);
    expect((await file("elder")).ok).toBe(true);
    expect(seen.at(-1)?.text).toBe("账户有变动，请致电网点。");
    expect(await db().auditEntry.count({ where: { action: "provider.filed", subjectId: accountId } })).toBe(2);
  });

  it("is asked about until the carrier has decided, and stands with the carrier's words when it is refused; then it may be shown again", async () => {
    await file("plain");
    says = { state: "refused", code: "FA", detail: "变量过多" };
    await checkFilings();
    // Just shown: the carrier is not asked again within minutes.
    expect(await rows()).toContainEqual(["plain", "pending", ""]);
    await age({ checkedAt: hoursAgo(1) });
    await checkFilings();
    expect(await rows()).toContainEqual(["plain", "refused", "变量过多"]);
    says = { state: "filed", code: "", detail: "" };
    expect(await file("plain")).toEqual({ ok: true, value: { state: "filed" } });
    expect(await file("plain")).toEqual({ ok: false, error: { code: "filing.exists" } });
  });

  it("stands as nobody knows where the carrier did not answer, and may be shown again once no answer can come", async () => {
    undo.push(registerDriver({ ...clerk, fileTemplate: () => Promise.reject(new Error("line down")) }));
    expect(await file("plain")).toEqual({ ok: false, error: { code: "filing.unanswered" } });
    expect(await rows()).toContainEqual(["plain", "pending", ""]);
    expect(await file("plain")).toEqual({ ok: false, error: { code: "filing.exists" } });
    await age({ filedAt: hoursAgo(1) });
    expect(await rows()).toContainEqual(["plain", "interrupted", ""]);
    await checkFilings();
    undo.push(registerDriver(clerk));
    expect(await file("plain")).toEqual({ ok: true, value: { state: "pending" } });
    expect(await db().auditEntry.count({ where: { action: "provider.filed", subjectId: accountId } })).toBe(2);
  });

  it("lapses when the carrier takes it back, and when the contract ends; a carrier that says nothing changes nothing", async () => {
    says = { state: "filed", code: "", detail: "" };
    await file("plain");
    says = { state: "pending", code: "busy", detail: "" };
    await age({ checkedAt: hoursAgo(25) });
    await checkFilings();
    expect(await rows()).toContainEqual(["plain", "filed", ""]);
    says = { state: "refused", code: "GONE", detail: "已下线" };
    await checkFilings();
    expect(await rows()).toContainEqual(["plain", "filed", ""]);
    await age({ checkedAt: hoursAgo(25) });
    await checkFilings();
    expect(await rows()).toContainEqual(["plain", "lapsed", "已下线"]);
    says = { state: "filed", code: "", detail: "" };
    expect((await file("plain")).ok).toBe(true);
    await db().providerAccount.update({ where: { id: accountId }, data: { contractEndsAt: hoursAgo(1) } });
    expect(await rows()).toContainEqual(["plain", "lapsed", ""]);
    await db().providerAccount.update({ where: { id: accountId }, data: { contractEndsAt: null } });
  });

  it("is asked about by one worker at a time, less often the longer it waits, and not at all while its account's line is down", async () => {
    await file("plain");
    await file("elder");
    let asked = 0;
    undo.push(registerDriver({ ...clerk, filingState: () => { asked += 1; return Promise.resolve(says); } }));
    await age({ checkedAt: hoursAgo(1) });
    await Promise.all([checkFilings(), checkFilings(), checkFilings()]);
    expect(asked).toBe(2);
    await age({ checkedAt: hoursAgo(1), filedAt: hoursAgo(48) });
    await checkFilings();
    expect(asked).toBe(2);
    await age({ checkedAt: hoursAgo(6), filedAt: hoursAgo(48) });
    await checkFilings();
    expect(asked).toBe(4);
    undo.push(registerDriver({ ...clerk, filingState: () => { asked += 1; return Promise.reject(new Error("line down")); } }));
    await age({ checkedAt: hoursAgo(6) });
    await checkFilings();
    expect(asked).toBe(5);
  });

  it("of another part of the bank is neither listed nor filed", async () => {
    const elsewhere = await makeBranchTree();
    const stranger = await makeActor<Permission>(elsewhere.province, ["administrator"]);
    expect((await listFilings(stranger)).accounts.find((one) => one.id === accountId)?.rows).toEqual([]);
    expect(await fileTemplate(stranger, { accountId, versionId, variant: "plain" })).toEqual({ ok: false, error: { code: "filing.not_approved" } });
  });

  it("is neither shown while it is no approved one, nor by an account that only rehearses or whose carrier files nothing", async () => {
    await db().providerAccount.update({ where: { id: accountId }, data: { dryRun: true } });
    expect(await file("plain")).toEqual({ ok: false, error: { code: "filing.dry_run" } });
    await db().providerAccount.update({ where: { id: accountId }, data: { dryRun: false, driver: "simulator" } });
    expect(await file("plain")).toEqual({ ok: false, error: { code: "filing.not_offered" } });
    await db().providerAccount.update({ where: { id: accountId }, data: { driver: "clerk" } });
    await db().templateVersion.update({ where: { id: versionId }, data: { state: "retired" } });
    expect(await file("plain")).toEqual({ ok: false, error: { code: "filing.not_approved" } });
    expect(seen).toEqual([]);
  });
});
