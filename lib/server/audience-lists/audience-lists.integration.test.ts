import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { setClock, setStage, takenFor, type Stage } from "@/tests/integration/pipeline/stage";
import { db } from "../db/client";
import { drainPipeline } from "../pipeline/drain";
import { listAudienceLists, listListRefusals } from "./queries";
import { receiveList } from "./receive";
import { downloadListRefusals } from "./refusals-commands";

type Officer = Authorized<"campaign:write">;

let stage: Stage;
let officer: Officer;
let stranger: Officer;

async function* bytes(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}
const upload = (actor: Officer, text: string) => receiveList(actor, bytes(text), { fileName: "名单.csv", contentType: "text/csv" });
async function uploaded(actor: Officer, text: string) {
  const received = await upload(actor, text);
  if (!received.ok) throw new Error(received.error.code);
  return received.value.id;
}

beforeEach(async () => {
  setClock(12);
  stage = await setStage(3);
  officer = await makeActor(stage.branch, ["officer"]);
  stranger = await makeActor((await makeBranchTree()).branch, ["officer"]);
});

describe("an uploaded list", () => {
  it("names customers by number or phone, once each, and keeps the rest with its line and reason", async () => {
    const [a, b] = stage.people;
    const id = await uploaded(officer, `客户号,手机号码,金额\n${a?.number},,1\n,${b?.phone.slice(3)},2\n${a?.number},,3\n,,4\nC9999999999,,5\n,12,6\n`);
    expect((await listAudienceLists(officer)).find((one) => one.id === id)).toMatchObject({ rows: 6, refused: 4, columns: ["客户号", "手机号码", "金额"] });
    expect((await listListRefusals(officer, id, 0, 10)).map(({ line, code }) => [line, code])).toEqual([[4, "list.duplicate"], [5, "list.blank"], [6, "list.unknown"], [7, "list.phone"]]);
    expect(await db().auditEntry.count({ where: { action: "list.uploaded", subjectId: id } })).toBe(1);
  });

  it("may have one column only", async () => {
    const id = await uploaded(officer, `手机号码\n${stage.people.map((one) => one.phone.slice(3)).join("\n")}\n`);
    expect(await db().audienceListEntry.count({ where: { listId: id } })).toBe(3);
  });

  it("reaches nobody outside the uploader's branches, and is seen by nobody there", async () => {
    const id = await uploaded(stranger, `客户号\n${stage.people.map((one) => one.number).join("\n")}\n`);
    expect(await db().audienceListEntry.count({ where: { listId: id } })).toBe(0);
    expect((await listAudienceLists(officer)).some((one) => one.id === id)).toBe(false);
    expect(await listListRefusals(officer, id, 0, 10)).toEqual([]);
    expect(await downloadListRefusals(officer, id, { reasonColumn: "未导入原因", reason: (code) => code })).toEqual({ ok: false, error: { code: "campaign.list_invalid" } });
  });

  it("that cannot be read leaves nothing behind and says why", async () => {
    const before = await db().audienceList.count();
    expect(await upload(officer, "姓名,城市\n王一,长沙\n李二,株洲\n")).toEqual({ ok: false, error: { code: "list.key_missing" } });
    expect(await upload(officer, "")).toEqual({ ok: false, error: { code: "import.file_empty" } });
    expect(await db().audienceList.count()).toBe(before);
  });

  it("without a row of names is refused, instead of losing its first customer to them", async () => {
    const numbers = stage.people.map((one) => one.number).join("\n");
    const phones = stage.people.map((one) => one.phone.slice(3)).join("\n");
    for (const rows of [numbers, phones]) expect(await upload(officer, `${rows}\n`)).toEqual({ ok: false, error: { code: "import.header_missing" } });
  });

  it("gives its refused rows back under their own columns, also where one has no name", async () => {
    const id = await uploaded(officer, "客户号,,金额\nC9999999999,x,5\n");
    const file = await downloadListRefusals(officer, id, { reasonColumn: "未导入原因", reason: (code) => code });
    let csv = "";
    if (file.ok) for await (const piece of file.value.csv) csv += piece;
    expect(csv.slice(1).trimEnd().split("\r\n").map((line) => line.split(","))).toEqual([["未导入原因", "客户号", "", "金额"], ["list.unknown", "C9999999999", "x", "5"]]);
    expect((await listAudienceLists(officer)).find((one) => one.id === id)?.columns).toEqual(["客户号", "金额"]);
  });

  it("is a campaign's whole audience, and fills the text from its columns", async () => {
    const [a] = stage.people;
    const listId = await uploaded(officer, `客户号,金额\n${a?.number},88.5\n`);
    const template = await makeTemplate(stage.branch, { purpose: "account", text: "您的账户入账${amount}元。", variables: [{ name: "amount", kind: "money", label: "金额", sample: "100" }] });
    const campaign = await makeCampaign(stage.branch, template, { listId, audience: { listId }, bindings: { amount: { from: "column", column: "金额" } } });
    expect(campaign.frozen).toBe(1);
    await drainPipeline();
    expect(await takenFor(campaign.id)).toEqual([a?.id]);
  });

  it("of many thousand rows is stored in batches, all of it or nothing", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `C8${String(index).padStart(9, "0")}`);
    const id = await uploaded(officer, `客户号\n${rows.join("\n")}\n`);
    expect(await db().audienceListRefusal.count({ where: { listId: id } })).toBe(5_000);
  });
});
