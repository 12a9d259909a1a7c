import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { currentConsent } from "@/lib/domain/consent/state";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { makeWording } from "@/prisma/factories/wording";
import { bankDay, endOfBankDay, startOfBankDay } from "../bank-calendar";
import { blindIndex } from "../crypto/blind-index";
import { now } from "../clock";
import { db } from "../db/client";
import { countConsentRefusals, listConsentImports, listConsentRefusals } from "./queries";
import { receiveConsents } from "./receive";
import { downloadConsentRefusals } from "./refusals-commands";

type Importer = Authorized<"customer:import">;

let branch: MadeBranch;
let officer: Importer;
let people: Awaited<ReturnType<typeof makeCustomer>>[];

const HEADER = "客户号,手机号码,渠道,用途,客户意见,日期,凭证,授权文本";
async function* bytes(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}
const upload = (actor: Importer, ...lines: string[]) => receiveConsents(actor, bytes([HEADER, ...lines].join("\n")), { fileName: "授权.csv", contentType: "text/csv" });
async function uploaded(actor: Importer, ...lines: string[]) {
  const received = await upload(actor, ...lines);
  if (!received.ok) throw new Error(received.error.code);
  return received.value.id;
}
const refusals = async (id: string) => (await listConsentRefusals(officer, id, 0, 100)).map(({ line, code }) => `${line} ${code}`);
const entries = (customerId: string) => db().consentEntry.findMany({ where: { customerId }, orderBy: { at: "asc" }, select: { channel: true, purpose: true, state: true, at: true, evidence: true, wordingVersion: true, source: true, importId: true } });

beforeEach(async () => {
  ({ branch } = await makeBranchTree());
  officer = await makeActor(branch, ["officer"]);
  people = await Promise.all([makeCustomer(branch), makeCustomer(branch), makeCustomer(branch)]);
});

describe("a file of consents", () => {
  it("becomes entries with its own dates, evidence and words, each naming the import whose audit entry has the file's hash", async () => {
    const { version } = await makeWording();
    const [a, b] = people;
    const lines = [`${a?.number},,短信,产品推介,同意,2026-03-05,SQ-001,${version}`, `,${b?.phone.slice(3)},邮件,金融知识,同意,2026-03-06 14:30,REC-2,`];
    const id = await uploaded(officer, ...lines);
    expect(await refusals(id)).toEqual([]);
    expect(await entries(a?.id ?? "")).toEqual([{ channel: "sms", purpose: "promotion", state: "given", at: startOfBankDay("2026-03-05"), evidence: "SQ-001", wordingVersion: version, source: "import", importId: id }]);
    expect(await entries(b?.id ?? "")).toMatchObject([{ channel: "email", purpose: "education", at: new Date("2026-03-06T06:30:00Z"), wordingVersion: "import" }]);
    const audit = await db().auditEntry.findFirstOrThrow({ where: { action: "consent.imported", subjectId: id }, select: { detail: true } });
    expect(audit.detail).toEqual({ rows: 2, taken: 2, refused: 0, file: createHash("sha256").update([HEADER, ...lines].join("\n")).digest("hex") });
  });

  it("keeps apart what proves nothing, with line, reason and cells, and takes the rest", async () => {
    const { version: lessons } = await makeWording({ purpose: "education" });
    const n = people[0]?.number ?? "";
    const stranger = await makeCustomer((await makeBranchTree()).branch);
    const tomorrow = bankDay(new Date(now().getTime() + 86_400_000));
    const id = await uploaded(officer,
      `${n},,短信,产品推介,同意,2026-03-05,,`, `${n},,短信,产品推介,同意,${tomorrow},SQ-001,`, `C999,,短信,产品推介,同意,2026-03-05,SQ-001,`, `${stranger.number},,短信,产品推介,同意,2026-03-05,SQ-001,`,
      `${n},,信鸽,产品推介,同意,2026-03-05,SQ-001,`, `${n},,短信,其他,同意,2026-03-05,SQ-001,`, `${n},,短信,产品推介,也许,2026-03-05,SQ-001,`, `${n},,短信,产品推介,同意,三月,SQ-001,`,
      `${n},,短信,产品推介,同意,2026-03-05,SQ-001,no-such-words`, `${n},,短信,产品推介,同意,2026-03-05,SQ-001,${lessons}`, `,,短信,产品推介,同意,2026-03-05,SQ-001,`,
      `${n},,短信,产品推介,拒绝,2026-03-05,,`, `${n},,短信,产品推介,拒绝,${tomorrow},,`);
    expect(await refusals(id)).toEqual([
      "2 consent.evidence", "3 consent.future", "4 list.unknown", "5 list.unknown", "6 consent.channel", "7 consent.purpose", "8 consent.state", "9 consent.date", "10 consent.wording", "11 consent.wording", "12 list.blank", "14 consent.future",
    ]);
    expect(await entries(people[0]?.id ?? "")).toMatchObject([{ state: "withdrawn" }]);
    expect((await listConsentImports(officer)).find((one) => one.id === id)).toMatchObject({ rows: 13, taken: 1, refused: 12, known: 0 });
    expect(await countConsentRefusals(officer, id)).toContainEqual({ code: "consent.wording", count: 2, firstLine: 10 });
    const stored = await db().consentImportRefusal.findFirstOrThrow({ where: { importId: id, line: 2 }, select: { cellsCipher: true } });
    expect(Buffer.from(stored.cellsCipher).toString("latin1")).not.toContain(n);
  });

  it("sent twice, also by two people at once or with a line twice, adds nothing twice", async () => {
    const [a, b] = people;
    const lines = [`${a?.number},,短信,产品推介,同意,2026-03-05,SQ-001,`, `${a?.number},,短信,产品推介,同意,2026-03-05,SQ-001,`, `${b?.number},,短信,产品推介,拒绝,${bankDay(now())},,`];
    const ids = await Promise.all([uploaded(officer, ...lines), uploaded(officer, ...lines)]);
    await uploaded(officer, ...lines);
    expect([await entries(a?.id ?? ""), await entries(b?.id ?? "")].map((rows) => rows.length)).toEqual([1, 1]);
    const counts = (await listConsentImports(officer)).filter((one) => ids.includes(one.id)).map(({ taken, known }) => `${taken} ${known}`);
    expect(counts.sort()).toEqual(["0 3", "2 1"]);
    await uploaded(officer, `${a?.number},,短信,产品推介,同意,2026-03-05,SQ-002,`);
    expect(await entries(a?.id ?? "")).toHaveLength(2);
  });

  it("does not undo a later refusal, and its refusals stop the phone", async () => {
    const [a, b] = people;
    await makeConsent(a?.id ?? "", "promotion", "withdrawn", new Date("2026-05-01T00:00:00Z"));
    await db().suppression.create({ data: { contactIndex: blindIndex(a?.phone ?? "", "phone"), channel: "sms", purpose: "promotion", source: "reply", at: new Date("2026-05-01T00:00:00Z"), recordedBy: "t" } });
    await uploaded(officer, `${a?.number},,短信,产品推介,同意,2026-03-05,SQ-001,`, `${b?.number},,短信,产品推介,拒绝,2026-03-05,,`);
    const word = await db().consentEntry.findMany({ where: { customerId: a?.id ?? "" } });
    expect(currentConsent(word as never, "promotion", "sms").state).toBe("withdrawn");
    const stopped = (phone = "") => db().suppression.count({ where: { contactIndex: blindIndex(phone, "phone"), liftedAt: null } });
    expect([await stopped(a?.phone), await stopped(b?.phone)]).toEqual([1, 1]);
  });

  it("in doubt takes the refusal for the later word of its day", async () => {
    const [a] = people;
    await makeConsent(a?.id ?? "", "promotion", "given", new Date("2026-03-05T06:00:00Z"));
    await uploaded(officer, `${a?.number},,短信,产品推介,拒绝,2026-03-05,,`);
    const word = await db().consentEntry.findMany({ where: { customerId: a?.id ?? "" } });
    expect(currentConsent(word as never, "promotion", "sms")).toMatchObject({ state: "withdrawn", entry: { at: endOfBankDay("2026-03-05") } });
  });

  it("that cannot be read, or breaks off, leaves nothing behind", async () => {
    const before = await db().consentImport.count();
    expect(await receiveConsents(officer, bytes("客户号,姓名,城市\nC0010000001,王一,长沙\nC0010000002,李二,株洲\n"), { fileName: "a.csv", contentType: "text/csv" })).toEqual({ ok: false, error: { code: "consent.columns_missing" } });
    async function* broken() {
      yield await Promise.resolve(Buffer.from(`${HEADER}\n${people[0]?.number},,短信,产品推介,同意,2026-03-05,SQ-001,\n`));
      throw new Error("cut off");
    }
    await expect(receiveConsents(officer, broken(), { fileName: "a.csv", contentType: "text/csv" })).rejects.toThrow("cut off");
    expect(await db().consentImport.count()).toBe(before);
    expect(await entries(people[0]?.id ?? "")).toEqual([]);
  });

  it("is seen by nobody outside its branch, and its refused rows are taken away with a trace", async () => {
    const stranger = await makeActor<"customer:import">((await makeBranchTree()).branch, ["officer"]);
    const id = await uploaded(officer, `${people[0]?.number},,短信,产品推介,同意,2026-03-05,,`);
    expect((await listConsentImports(stranger)).some((one) => one.id === id)).toBe(false);
    expect(await countConsentRefusals(stranger, id)).toEqual([]);
    const words = { lineColumn: "行", reasonColumn: "原因", reason: (code: string) => code };
    expect(await downloadConsentRefusals(stranger, id, words)).toEqual({ ok: false, error: { code: "import.not_found" } });
    const file = await downloadConsentRefusals(officer, id, words);
    if (!file.ok) throw new Error(file.error.code);
    let csv = "";
    for await (const part of file.value.csv) csv += part;
    expect(csv).toContain(`2,consent.evidence,${people[0]?.number}`);
    expect(await db().auditEntry.count({ where: { action: "import.refusals_downloaded", subjectId: id } })).toBe(1);
  });
});
