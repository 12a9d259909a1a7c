import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { guessMapping, missingColumns } from "@/lib/domain/customer/mapping";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { setClock, setStage, startCampaign, type Stage } from "@/tests/integration/pipeline/stage";
import { db } from "../db/client";
import { drainPipeline } from "../pipeline/drain";
import { exportAudit, exportFailedRecipients, exportMessages } from "./commands";
import { csvOf } from "./csv";

type Officer = Authorized<"message:read" | "customer:reveal" | "audit:read">;

let stage: Stage;
let officer: Officer;
let stranger: Officer;

async function textOf(csv: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of csv) text += piece;
  return text;
}

const lines = (text: string) => text.trimEnd().split("\r\n").slice(1);
const messages = { header: ["id", "name", "phone"], cells: (row: { id: string; customer: { nameMasked: string }; phoneMasked: string }) => [row.id, row.customer.nameMasked, row.phoneMasked] };
const failed = {
  header: ["客户号", "姓名", "手机号码", "开户网点", "未导入原因"],
  cells: (row: { number: string; name: string; phone: string; branch: string; reason: string }) => [row.number, row.name, row.phone, row.branch, row.reason],
};

beforeEach(async () => {
  setClock(12);
  stage = await setStage(3, { failureShare: 1 });
  officer = await makeActor(stage.branch, ["officer"]);
  stranger = await makeActor((await makeBranchTree()).branch, ["officer"]);
});

describe("an export", () => {
  it("of messages holds exactly the rows of the list, masked, and is on record before it leaves", async () => {
    const campaign = await startCampaign(stage.branch, "account");
    await drainPipeline();
    const text = await textOf(await exportMessages(officer, { campaignId: campaign.id }, messages));
    expect(text.startsWith("\ufeff")).toBe(true);
    expect(lines(text)).toHaveLength(3);
    for (const person of stage.people) expect(text).not.toContain(person.phone.slice(3));
    expect(await db().auditEntry.count({ where: { action: "campaign.exported", subjectId: campaign.id } })).toBe(1);
    expect(lines(await textOf(await exportMessages(stranger, { campaignId: campaign.id }, messages)))).toEqual([]);
  });

  it("of failed recipients can be imported as it is, gives the reason to the trail, and stays within the branch", async () => {
    const campaign = await startCampaign(stage.branch, "account");
    await drainPipeline();
    const count = await db().message.count({ where: { campaignId: campaign.id, state: "failed" } });
    expect(count).toBeGreaterThan(0);
    const file = await exportFailedRecipients(officer, campaign.id, "联系网点更正号码", failed);
    const text = file.ok ? await textOf(file.value.csv) : "";
    expect(lines(text)).toHaveLength(count);
    expect(missingColumns(guessMapping(failed.header, []).mapping)).toEqual([]);
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "campaign.exported", subjectId: campaign.id } });
    expect(entry.detail).toMatchObject({ reason: "联系网点更正号码" });
    expect(await exportFailedRecipients(stranger, campaign.id, "想看一看", failed)).toEqual({ ok: false, error: { code: "campaign.not_found" } });
  });

  it("CN-PIPL-54: of the trail holds the branch's entries only, and itself", async () => {
    await exportMessages(officer, {}, messages);
    const sheet = { header: ["action"], cells: (row: { action: string }) => [row.action] };
    expect(lines(await textOf(await exportAudit(officer, {}, sheet)))).toEqual(["audit.exported", "message.exported"]);
    expect(lines(await textOf(await exportAudit(stranger, {}, sheet)))).toEqual(["audit.exported"]);
  });

  it("never lets a spreadsheet run a cell", async () => {
    async function* rows() {
      yield await Promise.resolve(["=HYPERLINK(\"http://evil\")", "+1", "正常"]);
    }
    const [line] = lines(await textOf(csvOf(["a", "b", "c"], rows())));
    expect(line).toBe("\"'=HYPERLINK(\"\"http://evil\"\")\",'+1,正常");
  });

  it("is written as it is read: nothing is held back but a few hundred rows", async () => {
    let made = 0;
    async function* rows() {
      for (; made < 50_000; made += 1) yield await Promise.resolve([String(made)]);
    }
    const pieces = csvOf(["n"], rows())[Symbol.asyncIterator]();
    await pieces.next();
    await pieces.next();
    expect(made).toBeLessThan(1_000);
    await pieces.return?.(undefined);
  });
});
