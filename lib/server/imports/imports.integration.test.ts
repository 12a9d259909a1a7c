import { createReadStream } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { makeActor, type MadeBranch } from "@/prisma/factories/organisation";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";
import { decrypt } from "../crypto/cipher";
import { previewImport, startImport } from "./commands";
import { getImport, listRefusals } from "./queries";
import { receiveFile } from "./receive";
import { runImport } from "./run";


type Importer = Authorized<"customer:import">;
const REASONS = { phone: 31, duplicate: 23, branch: 13, name: 14, date: 8, columns: 4, number: 5 };

async function* bytes(text: string) {
  yield Buffer.from(text);
}

let head: MadeBranch;
let officer: Importer;

async function branch(code: string, parent: { id: string; path: string } | null, kind: "head_office" | "province" | "branch") {
  return db().branch.create({ data: { code, name: code, nameEn: code, kind, parentId: parent?.id ?? null, path: `${parent?.path ?? ""}${code}/` }, select: { id: true, code: true, path: true } });
}

beforeAll(async () => {
  head = await branch("HQ", null, "head_office");
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
    expect(await startImport(officer, { importId: received.value.id, mapping })).toEqual({ ok: true, value: null });
    const again = await receiveFile(officer, bytes("编号甲,姓名,手机号码,开户网点\n"), { fileName: "e.csv", contentType: "text/csv" });
    const second = again.ok ? await previewImport(officer, again.value.id) : null;
    expect(second?.ok && second.remembered).toBe(true);
  });
});
