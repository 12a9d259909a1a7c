import { createReadStream } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { makeActor, type MadeBranch } from "@/prisma/factories/organisation";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";
import { decrypt } from "../crypto/cipher";
import { discardImport, receiveImport, startImport } from "./commands";
import { previewImport } from "./preview";
import { getImport, listRefusals } from "./queries";
import { receiveFile } from "./receive";
import { downloadRefusals } from "./refusals-commands";
import { runImport } from "./run";
import { discardAbandonedImports, waitingImports } from "./sweep";
import { inTurn } from "./turn";

type Importer = Authorized<"customer:import">;
const REASONS = { phone: 31, duplicate: 23, branch: 13, name: 14, date: 8, columns: 4, number: 5 };

async function* bytes(text: string) {
  yield Buffer.from(text);
}

let head: MadeBranch;
let officer: Importer;

async function branch(code: string, parent: { id: string; path: string } | null, kind: "head_office" | "province" | "branch", name = code) {
  return db().branch.create({ data: { code, name, nameEn: code, kind, parentId: parent?.id ?? null, path: `${parent?.path ?? ""}${code}/` }, select: { id: true, code: true, path: true } });
}

beforeAll(async () => {
  // Named as in the demo bank: the sample holds a customer "of" the head office, where nobody can open an account.
  head = await branch("HQ", null, "head_office", "总行");
  for (const province of ["HN", "GS", "GX"]) {
    const parent = await branch(province, head, "province");
    for (const number of ["01", "02", "03", "04"]) await branch(`${province}-${number}`, parent, "branch");
  }
  officer = (await makeActor<"customer:import">(head, ["officer"])) as Importer;
});

async function importFile(actor: Importer, source: AsyncIterable<Uint8Array>, fileName: string, contentType = "text/csv") {
  const received = await receiveFile(actor, source, { fileName, contentType });
  if (!received.ok) throw new Error(received.error.code);
  await runImport(received.value.id);
  const view = await getImport(actor, received.value.id);
  if (!view) throw new Error("the import is gone");
  return view;
}

describe("importing the file that the bank really has", () => {
  it("takes and refuses exactly the rows it should, from CSV in GB18030", async () => {
    const view = await importFile(officer, createReadStream("tests/fixtures/customers-sample.csv"), "customers-sample.csv");
    expect(view).toMatchObject({ state: "done", rows: 3_000, taken: 2_902, refused: 98, byReason: REASONS, encoding: "GB18030" });
    expect(await db().customer.count()).toBe(2_902);
  });

  it("changes nothing the second time", async () => {
    const before = await db().customer.aggregate({ _max: { updatedAt: true }, _count: true });
    const view = await importFile(officer, createReadStream("tests/fixtures/customers-sample.csv"), "customers-sample.csv");
    expect(view).toMatchObject({ taken: 2_902, unchanged: 2_902, refused: 98 });
    expect(await db().customer.aggregate({ _max: { updatedAt: true }, _count: true })).toEqual(before);
    expect(await db().consentEntry.groupBy({ by: ["customerId"], _count: true, having: { customerId: { _count: { gt: 1 } } } })).toEqual([]);
  });

  it("reads the same customers from XLSX", async () => {
    const view = await importFile(officer, createReadStream("tests/fixtures/customers-sample.xlsx"), "customers-sample.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    expect(view).toMatchObject({ state: "done", rows: 2_996, taken: 2_902, unchanged: 2_902, refused: 94, byReason: { ...REASONS, columns: 0 } });
  });

  it("keeps names and phones unreadable at rest", async () => {
    const row = await db().customer.findUniqueOrThrow({ where: { number: "C0070000001" }, select: { nameCipher: true, phoneCipher: true } });
    expect(decrypt(row.nameCipher, "customer.name")).toBe("钱林");
    expect(Buffer.from(row.nameCipher).includes(Buffer.from("钱林"))).toBe(false);
    const refused = await db().importRefusal.findFirstOrThrow({ select: { cellsCipher: true } });
    expect(Buffer.from(refused.cellsCipher).toString("utf8")).not.toMatch(/C007/);
    expect(await db().importChunk.count()).toBe(0);
  });
});

describe("a file", () => {
  const header = "客户号,姓名,手机号码,开户网点,营销短信授权";

  it("never turns a refusal into a consent", async () => {
    await importFile(officer, bytes(`${header}\nC9000000001,王一,15400000001,HN-01,是\n`), "a.csv");
    const { id } = await db().customer.findUniqueOrThrow({ where: { number: "C9000000001" }, select: { id: true } });
    await db().consentEntry.create({ data: { customerId: id, channel: "sms", purpose: "promotion", state: "withdrawn", wordingVersion: "1", source: "reply", at: new Date(), recordedBy: "t" } });
    await importFile(officer, bytes(`${header}\nC9000000001,王一二,15400000001,HN-01,是\n`), "a.csv");
    const latest = await db().consentEntry.findFirstOrThrow({ where: { customerId: id }, orderBy: { at: "desc" } });
    expect(latest.state).toBe("withdrawn");
  });

  it("says of each refused row its line, column and reason, and gives its cells back", async () => {
    const view = await importFile(officer, bytes(`${header}\nC9000000002,李二,12345,HN-01,\nC9000000003,李三,15400000003,XX-99,\n`), "b.csv");
    expect(view).toMatchObject({ rows: 2, taken: 0, refused: 2 });
    const refusals = await listRefusals(officer, view.id);
    expect(refusals.map(({ line, code, column, cells }) => ({ line, code, column, first: cells[0] }))).toEqual([
      { line: 2, code: "import.phone", column: "phone", first: "C9000000002" },
      { line: 3, code: "import.branch", column: "branch", first: "C9000000003" },
    ]);
  });

  it("keeps what product risk a customer can bear, and another file that does not say leaves it", async () => {
    const risky = (cell: string) => importFile(officer, bytes(`客户号,姓名,手机号码,开户网点,风险承受能力\nC9000000021,孙一,15400000021,HN-01,${cell}\n`), "r.csv");
    const stored = () => db().customer.findUniqueOrThrow({ where: { number: "C9000000021" }, select: { riskTolerance: true } });
    expect(await risky("稳健型")).toMatchObject({ taken: 1, unchanged: 0 });
    expect(await stored()).toEqual({ riskTolerance: 2 });
    expect(await risky("C2")).toMatchObject({ taken: 1, unchanged: 1 });
    expect(await risky("C4")).toMatchObject({ taken: 1, unchanged: 0 });
    expect(await stored()).toEqual({ riskTolerance: 4 });
    await importFile(officer, bytes(`${header}\nC9000000021,孙一,15400000021,HN-01,\n`), "s.csv");
    expect(await stored()).toEqual({ riskTolerance: 4 });
  });

  it("takes a household that shares one phone, with a warning", async () => {
    const view = await importFile(officer, bytes(`${header}\nC9000000011,张甲,15400000011,HN-02,\nC9000000012,张乙,15400000011,HN-02,\n`), "h.csv");
    expect(view).toMatchObject({ taken: 2, refused: 0, warnings: 1 });
    expect(await listRefusals(officer, view.id, { warnings: true })).toMatchObject([{ line: 3, code: "import.shared_phone" }]);
  });

  it("cannot change a customer of a branch outside the importer's own", async () => {
    const narrow = (await makeActor<"customer:import">(await db().branch.findUniqueOrThrow({ where: { code: "GS-01" }, select: { id: true, code: true, path: true } }), ["officer"])) as Importer;
    const view = await importFile(narrow, bytes(`${header}\nC9000000001,换名,15400000001,GS-01,\n`), "c.csv");
    expect(view).toMatchObject({ taken: 0, byReason: { branch: 1 } });
  });

  it("that is no table fails with its reason, and nothing is lost that was there", async () => {
    const view = await importFile(officer, bytes("只是一段话，没有表头\n"), "d.csv");
    expect(view.state).toBe("failed");
    expect(view.failure).toMatch(/^import\./);
  });

  it("is previewed with a mapping that is remembered once it was confirmed", async () => {
    const received = await receiveFile(officer, bytes("编号甲,姓名,手机号码,开户网点\nC9000000009,赵九,15400000009,GX-02\n"), { fileName: "e.csv", contentType: "text/csv" });
    if (!received.ok) throw new Error(received.error.code);
    const preview = await previewImport(officer, received.value.id);
    if (!preview?.ok) throw new Error("no preview");
    const mapping = { ...preview.mapping, number: 0 };
    expect(await startImport(officer, { importId: received.value.id, tag: "", mapping })).toEqual({ ok: true, value: null });
    const again = await receiveFile(officer, bytes("编号甲,姓名,手机号码,开户网点\n"), { fileName: "e.csv", contentType: "text/csv" });
    const second = again.ok ? await previewImport(officer, again.value.id) : null;
    expect(second?.ok && second.remembered).toMatchObject({ by: officer.name });
    expect(second?.ok && second.mapping).toMatchObject({ number: 0 });
  });
});

describe("a confirmed import", () => {
  const header = "客户号,姓名,手机号码,开户网点,营销短信授权";
  const file = { fileName: "f.csv", contentType: "text/csv" };
  const receive = async (text: string) => {
    const received = await receiveFile(officer, bytes(text), file);
    if (!received.ok) throw new Error(received.error.code);
    return received.value.id;
  };

  it("is asked for again until it has ended, and begins anew after a crash without counting a row twice", async () => {
    const received = await receiveImport(officer, bytes(`${header}\nC9100000001,王一,15400000101,HN-01,\nC9100000002,王二,123,HN-01,\n`), { ...file, mapping: "auto" });
    const id = received.ok ? received.value.id : "";
    expect(await waitingImports()).toContain(id);
    // A worker that died in the middle leaves this behind.
    await db().customerImport.update({ where: { id }, data: { state: "running", rows: 1, taken: 1 } });
    expect(await waitingImports()).toContain(id);
    await runImport(id);
    expect(await getImport(officer, id)).toMatchObject({ state: "done", rows: 2, taken: 1, refused: 1, byReason: { phone: 1 } });
    expect(await waitingImports()).not.toContain(id);
  });

  it("is run by one worker at a time", async () => {
    const received = await receiveImport(officer, bytes(`${header}\nC9100000003,王三,15400000103,HN-01,\n`), { ...file, mapping: "auto" });
    const id = received.ok ? received.value.id : "";
    await inTurn(id, async () => {
      await runImport(id);
      expect((await getImport(officer, id))?.state).toBe("uploaded");
    });
    await runImport(id);
    expect((await getImport(officer, id))?.state).toBe("done");
  });

  it("warns of a cell that was understood by nobody, and takes the row", async () => {
    const id = await receive(`${header}\nC9100000004,王四,15400000104,HN-01,也许\n`);
    await runImport(id);
    expect(await getImport(officer, id)).toMatchObject({ taken: 1, warnings: 1 });
    expect(await listRefusals(officer, id, { warnings: true })).toMatchObject([{ line: 2, code: "import.unread", column: "promotionConsent" }]);
  });

  it("says everything of a row on one page, whatever the page's length", async () => {
    const id = await receive(`${header}\nC9100000014,王四,15400000114,HN-01,是\nC9100000015,王五,15400000114,HN-01,也许\nC9100000016,王六,15400000114,HN-01,是\n`);
    await runImport(id);
    const first = await listRefusals(officer, id, { warnings: true, take: 1 });
    expect(first).toMatchObject([{ line: 3, code: "import.shared_phone" }, { line: 3, code: "import.unread" }]);
    expect(await listRefusals(officer, id, { warnings: true, take: 1, afterLine: first.at(-1)?.line ?? 0 })).toMatchObject([{ line: 4, code: "import.shared_phone" }]);
  });

  it("cannot be started twice, discarded afterwards, or take one column for two fields", async () => {
    const id = await receive(`${header}\nC9100000005,王五,15400000105,HN-01,\n`);
    const preview = await previewImport(officer, id);
    const mapping = preview?.ok ? preview.mapping : {};
    expect(await startImport(officer, { importId: id, tag: "", mapping: { ...mapping, name: 0 } })).toEqual({ ok: false, error: { code: "import.column_repeated" } });
    expect(await startImport(officer, { importId: id, tag: "", mapping: { ...mapping, phone: null } })).toEqual({ ok: false, error: { code: "import.column_missing" } });
    expect(await startImport(officer, { importId: id, tag: "", mapping })).toEqual({ ok: true, value: null });
    expect(await startImport(officer, { importId: id, tag: "", mapping })).toMatchObject({ ok: false });
    expect(await discardImport(officer, { importId: id })).toEqual({ ok: false, error: { code: "import.wrong_state" } });
  });

  it("tags everybody whom it took, also those who were known unchanged, and nobody else", async () => {
    const rows = `${header}\nC9100000007,王七,15400000107,HN-01,\nC9100000008,王八,12,HN-01,\n`;
    await runImport(await receive(rows));
    const id = await receive(rows);
    const preview = await previewImport(officer, id);
    await startImport(officer, { importId: id, mapping: preview?.ok ? preview.mapping : {}, tag: "走访" });
    await runImport(id);
    expect(await getImport(officer, id)).toMatchObject({ taken: 1, unchanged: 1, refused: 1 });
    expect((await db().customer.findMany({ where: { tags: { has: "走访" } }, select: { number: true } })).map((one) => one.number)).toEqual(["C9100000007"]);
  });

  it("that nobody confirmed is discarded by its uploader at once, and by itself after a week, with its bytes", async () => {
    const own = await receive(`${header}\n`);
    expect(await discardImport(officer, { importId: own })).toEqual({ ok: true, value: null });
    const old = await receive(`${header}\n`);
    expect(await discardAbandonedImports()).toBe(0);
    await db().customerImport.update({ where: { id: old }, data: { createdAt: new Date(Date.now() - 8 * 86_400_000) } });
    expect(await discardAbandonedImports()).toBe(1);
    expect(await db().importChunk.count({ where: { importId: { in: [own, old] } } })).toBe(0);
    expect(await db().auditEntry.count({ where: { action: "import.discarded" } })).toBe(2);
  });

  it("gives its refused rows as a file that, corrected, imports; who took it away is recorded", async () => {
    const id = await receive(`${header}\nC9100000006,王六,123,HN-01,\n`);
    await runImport(id);
    const words = { reasonColumn: "未导入原因", reason: (code: string) => code };
    const download = await downloadRefusals(officer, id, words);
    if (!download.ok) throw new Error(download.error.code);
    let csv = "";
    for await (const piece of download.value.csv) csv += piece;
    expect(csv).toContain("import.phone");
    const again = await importFile(officer, bytes(csv.replace(",123,", ",15400000106,")), download.value.fileName);
    expect(again).toMatchObject({ rows: 1, taken: 1, refused: 0 });
    expect(await db().auditEntry.count({ where: { action: "import.refusals_downloaded", subjectId: id } })).toBe(1);
    const stranger = (await makeActor<"customer:import">(await db().branch.findUniqueOrThrow({ where: { code: "GS-01" }, select: { id: true, code: true, path: true } }), ["officer"])) as Importer;
    expect(await downloadRefusals(stranger, id, words)).toEqual({ ok: false, error: { code: "import.not_found" } });
  });
});
