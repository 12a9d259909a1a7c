import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { makeWording } from "@/prisma/factories/wording";
import { verifyChain } from "../audit/verify";
import { recordConsent } from "../customers/commands";
import { db } from "../db/client";
import { certifyConsents, certifyConsentsInFull } from "./certificate-commands";
import { getPresentWords } from "./present";
import { getCertificate } from "./queries";
import { receiveConsents } from "./receive";

type Officer = Authorized<"customer:read" | "customer:write" | "customer:reveal" | "customer:import">;

let branch: MadeBranch;
let officer: Officer;
let person: Awaited<ReturnType<typeof makeCustomer>>;
const word = { channel: "sms" as const, purpose: "promotion" as const };
const agree = (over: object = {}) => recordConsent(officer, { customerId: person.id, ...word, state: "given", evidence: "SQ-2026-001", ...over });

beforeEach(async () => {
  ({ branch } = await makeBranchTree());
  officer = await makeActor(branch, ["officer"]);
  person = await makeCustomer(branch, { name: "欧阳晓月" });
});

async function certificate() {
  const issued = await certifyConsents(officer, person.id);
  if (!issued.ok) throw new Error(issued.error.code);
  return issued.value;
}

describe("a certificate", () => {
  it("tells everything that was agreed to and refused, under which words, and cites the audit entry behind each", async () => {
    const wording = await makeWording({ effectiveFrom: new Date("2026-06-01T00:00:00Z"), durationMonths: 12 });
    expect(await agree({ wordingVersion: wording.version, source: "app" })).toEqual({ ok: true, value: null });
    await recordConsent(officer, { customerId: person.id, ...word, state: "withdrawn", evidence: "", wordingVersion: wording.version });
    const { entries, wordings, suppressions, present } = await certificate();
    expect(entries.map(({ state, source, evidence, wordingVersion, recordedBy }) => ({ state, source, evidence, wordingVersion, recordedBy }))).toEqual([
      { state: "given", source: "app", evidence: "SQ-2026-001", wordingVersion: wording.version, recordedBy: officer.name }, { state: "withdrawn", source: "branch", evidence: null, wordingVersion: wording.version, recordedBy: officer.name },
    ]);
    for (const entry of entries) {
      const audit = await db().auditEntry.findUniqueOrThrow({ where: { seq: BigInt(entry.audit?.seq ?? 0) } });
      expect(audit).toMatchObject({ action: `consent.${entry.state}`, subjectId: person.id, detail: { entries: [entry.id], wording: wording.version, source: entry.source } });
      expect(Buffer.from(audit.hash).toString("hex")).toBe(entry.audit?.hashHex);
    }
    expect(wordings).toMatchObject([{ version: wording.version, textZh: expect.stringContaining("同意") as string, approvedBy: "审核人" }]);
    expect(suppressions).toMatchObject([{ ...word, liftedAt: null }]);
    expect(present.find((one) => one.purpose === "promotion" && one.channel === "sms")?.state).toBe("withdrawn");
  });

  it("names its own issue as the head of a chain that is whole", async () => {
    await agree();
    const { head } = await certificate();
    const own = await db().auditEntry.findFirstOrThrow({ where: { action: "consent.certified", subjectId: person.id }, select: { seq: true, detail: true } });
    expect([head?.seq, own.detail]).toEqual([String(own.seq), { full: false }]);
    expect(await verifyChain()).toMatchObject({ whole: true, headHex: head?.hashHex });
  });

  it("masks name and number, and shows them in full only with a reason in the trail", async () => {
    const masked = await certificate();
    expect(JSON.stringify(masked)).not.toContain("晓月");
    expect(JSON.stringify(masked)).not.toContain(person.phone.slice(3));
    const full = await certifyConsentsInFull(officer, { customerId: person.id, reason: "运营商核查投诉" });
    expect(full).toMatchObject({ ok: true, value: { customer: { name: "欧阳晓月", phone: person.phone } } });
    expect(await db().auditEntry.count({ where: { action: "consent.certified", subjectId: person.id, detail: { path: ["reason"], equals: "运营商核查投诉" } } })).toBe(1);
  });

  it("cites the import's audit entry for what came in a file, and says so where nothing proves a word", async () => {
    async function* file() {
      yield await Promise.resolve(Buffer.from(`客户号,渠道,用途,客户意见,日期,凭证\n${person.number},短信,产品推介,同意,2026-03-05,SQ-9\n`));
    }
    const received = await receiveConsents(officer, file(), { fileName: "a.csv", contentType: "text/csv" });
    await makeConsent(person.id, "loan", "given");
    const { entries } = await certificate();
    const imported = await db().auditEntry.findFirstOrThrow({ where: { subjectType: "consent_import", subjectId: received.ok ? received.value.id : "" }, select: { seq: true } });
    expect(entries.find((entry) => entry.purpose === "promotion")?.audit?.seq).toBe(String(imported.seq));
    expect(entries.find((entry) => entry.purpose === "loan")?.audit).toBeNull();
  });

  it("tells which suppressions were lifted, when and by whom", async () => {
    await recordConsent(officer, { customerId: person.id, ...word, state: "withdrawn", evidence: "" });
    await agree();
    expect((await certificate()).suppressions).toMatchObject([{ liftedBy: officer.name, liftedAt: expect.any(Date) as Date }]);
  });

  it("of a customer elsewhere does not exist, and leaves no trace", async () => {
    const stranger = await makeActor<"customer:read" | "customer:reveal">((await makeBranchTree()).branch, ["officer"]);
    expect(await getCertificate(stranger, person.id)).toBeNull();
    expect(await certifyConsents(stranger, person.id)).toEqual({ ok: false, error: { code: "customer.not_found" } });
    expect(await certifyConsentsInFull(stranger, { customerId: person.id, reason: "试试看" })).toEqual({ ok: false, error: { code: "customer.not_found" } });
    expect(await db().auditEntry.count({ where: { subjectId: person.id } })).toBe(0);
    expect((await getPresentWords(stranger, person.id)).every((one) => one.state === "none")).toBe(true);
  });
});

describe("consent recorded at the desk", () => {
  it("CN-PIPL-17: cites the words in force, or those that were shown; words that were never in force are refused", async () => {
    const older = await makeWording({ effectiveFrom: new Date("2026-07-01T00:00:00Z") });
    const current = await makeWording({ effectiveFrom: new Date("2026-11-01T00:00:00Z") });
    await agree();
    await agree({ wordingVersion: older.version });
    expect((await certificate()).entries.map((entry) => entry.wordingVersion)).toEqual([current.version, older.version]);
    expect(await agree({ wordingVersion: "no-such-words" })).toEqual({ ok: false, error: { code: "customer.wording_unknown" } });
    expect(await agree({ purpose: "education", wordingVersion: older.version })).toEqual({ ok: false, error: { code: "customer.wording_unknown" } });
    expect((await certificate()).entries).toHaveLength(2);
  });

  it("shows as lapsed once its words have run out", async () => {
    const { version } = await makeWording({ purpose: "risk", effectiveFrom: new Date("2024-01-01T00:00:00Z"), durationMonths: 1 });
    await db().consentEntry.create({ data: { customerId: person.id, channel: "sms", purpose: "risk", state: "given", wordingVersion: version, source: "branch", at: new Date("2026-01-01T00:00:00Z"), recordedBy: "t" } });
    expect((await getPresentWords(officer, person.id)).find((one) => one.purpose === "risk" && one.channel === "sms")).toMatchObject({ state: "lapsed", since: new Date("2026-02-01T00:00:00Z") });
  });
});
