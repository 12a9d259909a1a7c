import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { makeTemplate } from "@/prisma/factories/campaign";
import { v7 } from "uuid";
import { db } from "../db/client";
import { savePreference } from "../preferences/commands";
import { recordConsent, revealCustomer } from "./commands";
import { getCustomer, listCustomers } from "./queries";
import { customerTimeline } from "./timeline";

type Officer = Authorized<"customer:read" | "customer:write" | "customer:reveal" | "message:read" | "inbox:read">;

let branch: MadeBranch;
let officer: Officer;
let stranger: Officer;
let person: Awaited<ReturnType<typeof makeCustomer>>;

beforeEach(async () => {
  ({ branch } = await makeBranchTree());
  officer = await makeActor(branch, ["officer"]);
  stranger = await makeActor((await makeBranchTree()).branch, ["officer"]);
  person = await makeCustomer(branch, { name: "欧阳晓月" });
});

const shown = { channels: { promotion: ["sms" as const] }, quietFrom: 1_260, quietTo: 480, elderFriendly: true, noProfiling: false, wantsCalls: false };
const preference = { ...shown, smallAmountYuan: 20, language: "zh-CN" as const, helper: { change: "keep" as const } };

describe("a customer", () => {
  it("is found by number, whole phone, last four digits and whole name, and shown masked", async () => {
    const digits = person.phone.slice("+86".length);
    for (const q of [person.number, digits, person.phone, `+86 ${digits.slice(0, 3)}-${digits.slice(3)}`, person.phone.slice(-4), "欧阳晓月"]) {
      const { rows } = await listCustomers(officer, { q });
      const row = rows.find((one) => one.id === person.id);
      expect(row, q).toBeDefined();
      expect(row?.name).not.toContain("晓月");
      expect(row?.phone).toMatch(/^\d{3}\*{4}\d{4}$/);
    }
    expect((await listCustomers(officer, { q: "欧阳" })).rows).toEqual([]);
  });

  it("of another branch is neither listed, opened, revealed nor changed", async () => {
    expect((await listCustomers(stranger, { q: person.number })).rows).toEqual([]);
    expect(await getCustomer(stranger, { id: person.id })).toBeNull();
    expect(await revealCustomer(stranger, { customerId: person.id, reason: "客户来电" })).toEqual({ ok: false, error: { code: "customer.not_found" } });
    expect(await savePreference(stranger, { customerId: person.id, lockVersion: 0, ...preference })).toEqual({ ok: false, error: { code: "customer.not_found" } });
    expect(await recordConsent(stranger, { customerId: person.id, channel: "sms", purpose: "promotion", state: "given", evidence: "SQ-1" })).toEqual({ ok: false, error: { code: "customer.not_found" } });
    expect(await db().auditEntry.count({ where: { subjectId: person.id } })).toBe(0);
  });

  it("CN-PIPL-51: is revealed with the reason in the trail, and without the values in it", async () => {
    const revealed = await revealCustomer(officer, { customerId: person.id, reason: "客户来电核对号码" });
    expect(revealed).toMatchObject({ ok: true, value: { name: "欧阳晓月", phone: person.phone } });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "customer.revealed", subjectId: person.id } });
    expect(entry.detail).toEqual({ reason: "客户来电核对号码" });
    expect(JSON.stringify(entry.detail)).not.toContain(person.phone);
  });
});

describe("a preference", () => {
  it("is kept with who changed it, and a second writer who saw the old one changes nothing", async () => {
    expect(await savePreference(officer, { customerId: person.id, lockVersion: 0, ...preference })).toEqual({ ok: true, value: { lockVersion: 1 } });
    expect(await savePreference(officer, { customerId: person.id, lockVersion: 0, ...preference, elderFriendly: false })).toEqual({ ok: false, error: { code: "customer.changed_since_read" } });
    const kept = (await getCustomer(officer, { id: person.id }))?.preference;
    expect(kept).toMatchObject({ ...shown, smallAmountYuan: 20, hasHelper: false, lockVersion: 1, updatedBy: officer.name });
    expect(await savePreference(officer, { customerId: person.id, lockVersion: 1, ...preference, elderFriendly: false })).toMatchObject({ ok: true });
    expect(await db().auditEntry.count({ where: { action: "preference.changed", subjectId: person.id } })).toBe(2);
  });
});

describe("a customer's word", () => {
  const word = { channel: "sms" as const, purpose: "promotion" as const };

  it("of refusal stops the phone at once, and a later consent lifts it; both stay in the ledger", async () => {
    await recordConsent(officer, { customerId: person.id, ...word, state: "withdrawn", evidence: "" });
    expect((await getCustomer(officer, { id: person.id }))?.suppressions).toMatchObject([{ ...word, source: "branch" }]);
    await recordConsent(officer, { customerId: person.id, ...word, state: "given", evidence: "SQ-2026-001" });
    const after = await getCustomer(officer, { id: person.id });
    expect(after?.suppressions).toEqual([]);
    expect(after?.consents.map((one) => one.state)).toEqual(expect.arrayContaining(["given", "withdrawn"]));
  });

  it("stands on the customer's line of time, newest first", async () => {
    await recordConsent(officer, { customerId: person.id, ...word, state: "given", evidence: "SQ-2026-001" });
    await recordConsent(officer, { customerId: person.id, ...word, state: "withdrawn", evidence: "" });
    const customer = await getCustomer(officer, { id: person.id });
    if (!customer) throw new Error("the customer is gone");
    const { entries, next } = await customerTimeline(officer, customer);
    expect(next).toBeNull();
    expect(entries.map((entry) => entry.kind).sort()).toEqual(["consent", "consent", "suppression"]);
    expect(entries.map((entry) => entry.at.getTime())).toEqual(entries.map((entry) => entry.at.getTime()).sort((a, b) => b - a));
  });

  it("holds the decision of the one message it was asked for, and only of this customer's", async () => {
    const { versionId, purpose } = await makeTemplate(branch);
    const other = await makeCustomer(branch);
    const text = async (customerId: string) => {
      const id = v7();
      await db().message.create({ data: { id, customerId, branchId: branch.id, branchPath: branch.path, templateVersionId: versionId, purpose, channel: "sms", state: "withheld", reason: "consent", trace: [{ rule: "consent", outcome: "withhold", evidence: {} }] }, select: { id: true } });
      return id;
    };
    const [asked, besides, foreign] = [await text(person.id), await text(person.id), await text(other.id)];
    const customer = await getCustomer(officer, { id: person.id });
    if (!customer) throw new Error("the customer is gone");
    const traces = async (unfolded?: string) => new Map((await customerTimeline(officer, customer, { unfolded })).entries.flatMap((entry) => (entry.kind === "message" ? [[entry.message.id, entry.trace]] : [])));
    expect(await traces()).toEqual(new Map([[asked, null], [besides, null]]));
    expect(await traces(asked)).toEqual(new Map([[asked, [expect.objectContaining({ rule: "consent", outcome: "withhold" })]], [besides, null]]));
    expect(await traces(foreign)).toEqual(new Map([[asked, null], [besides, null]]));
  });
});
