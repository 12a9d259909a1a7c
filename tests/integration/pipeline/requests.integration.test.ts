import { beforeEach, describe, expect, it } from "vitest";
import { v7 as uuidv7 } from "uuid";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "@/lib/server/db/client";
import { requestMessage, requestMessages, revealMessage } from "@/lib/server/messages/commands";
import { getMessage } from "@/lib/server/messages/get-message";
import { listMessages } from "@/lib/server/messages/queries";
import { replyFromPhone } from "@/lib/server/carriers/simulator/commands";
import { listPhones, phoneMessages } from "@/lib/server/carriers/simulator/phones";
import { listInbound } from "@/lib/server/inbound/queries";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { dryRun, sampleRenderings } from "@/lib/server/pipeline/dry-run";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { setClock, setStage, startCampaign, type Stage } from "./stage";
import { tallyOf } from "./sums";

let stage: Stage;
let actor: Authorized<"message:send">;
const due = { purpose: "loan" as const, text: "您的贷款${amount}元将于${due}到期。", variables: [
  { name: "amount", kind: "money" as const, label: "金额", sample: "100" }, { name: "due", kind: "date" as const, label: "日期", sample: "2026-12-05" },
] };

beforeEach(async () => {
  setClock(12);
  stage = await setStage(3);
  actor = await makeActor(stage.branch, ["officer"]);
});

describe("a single message", () => {
  it("is decided at once, sent ahead of campaigns, and delivered with its values in the bank's form", async () => {
    const template = await makeTemplate(stage.branch, due);
    const { id: campaign } = await startCampaign(stage.branch, "account");
    const result = await requestMessage(actor, { template: template.key, customer: stage.people[0]!.number, variables: { amount: "1280.5", due: "2026-12-05" } });
    expect(result).toMatchObject({ ok: true, value: { state: "queued", decision: { outcome: "send" } } });
    const id = result.ok ? result.value.id : "";
    expect(await db().dispatchBatch.findFirst({ where: { campaignId: null, state: "pending" } })).toMatchObject({ lane: "urgent", size: 1 });
    await drainPipeline();
    expect(await db().auditEntry.findFirst({ where: { subjectId: id }, select: { action: true, actorId: true, branchPath: true } })).toEqual({ action: "message.requested", actorId: actor.id, branchPath: stage.branch.path });
    const view = await getMessage(actor as never, id);
    expect(view).toMatchObject({ state: "delivered", attempts: [{ outcome: "accepted" }] });
    expect(view!.events.map((one) => one.kind).sort()).toEqual(["accepted", "receipt", "requested", "submitted"]);
    const phone = await phoneMessages(actor as never, stage.people[0]!.id);
    expect(phone!.texts.some((one) => one.text.endsWith("您的贷款1,280.50元将于2026年12月5日到期。"))).toBe(true);
    expect(await tallyOf(campaign)).toEqual({ delivered: 3 });
  });

  it("asked for twice with the same id is made once, also at the same moment", async () => {
    const template = await makeTemplate(stage.branch, due);
    const request = { id: uuidv7(), template: template.key, customer: stage.people[0]!.number, variables: { amount: "1", due: "2026-12-05" } };
    const answers = await Promise.all([requestMessage(actor, request), requestMessage(actor, request)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await db().message.count({ where: { id: request.id } })).toBe(1);
    await drainPipeline();
    expect(await db().simulatedMessage.count({ where: { reference: request.id } })).toBe(1);
  });

  it("says what is wrong: template, customer, variable, account", async () => {
    const template = await makeTemplate(stage.branch, due);
    const draft = await makeTemplate(stage.branch, { ...due, state: "in_review" });
    const customer = stage.people[0]!.number;
    const variables = { amount: "1", due: "2026-12-05" };
    const outsider = await makeCustomer((await makeBranchTree()).branch);
    const answers = await requestMessages(actor, [
      { template: draft.key, customer, variables }, { template: template.key, customer: outsider.number, variables },
      { template: template.key, customer, variables: { amount: "1" } }, { template: template.key, customer, variables: { ...variables, amount: "many" } },
      { template: template.key, phone: stage.people[1]!.phone, variables },
    ]);
    expect(answers.map((one) => (one.ok ? one.value.state : [one.error.code, one.error.name]))).toEqual([
      ["template.not_found", undefined], ["customer.not_found", undefined], ["render.missing_value", "due"], ["variable.not_money", "amount"], "queued",
    ]);
  });

  it("that may not be sent is kept with its reason, costs nothing and never reaches the carrier", async () => {
    const template = await makeTemplate(stage.branch, { purpose: "promotion" });
    const stranger = await makeCustomer(stage.branch);
    const result = await requestMessage(actor, { template: template.key, customer: stranger.number, variables: {} });
    expect(result).toMatchObject({ ok: true, value: { state: "withheld", decision: { outcome: "withhold", rule: "consent" } } });
    await drainPipeline();
    expect(await db().simulatedMessage.count()).toBe(await db().simulatedMessage.count({ where: { reference: { not: result.ok ? result.value.id : "" } } }));
  });

  it("of a branch is seen by its own line only, masked, and revealed with a trace", async () => {
    const template = await makeTemplate(stage.branch, due);
    const made = await requestMessage(actor, { template: template.key, customer: stage.people[0]!.number, variables: { amount: "1", due: "2026-12-05" } });
    const id = made.ok ? made.value.id : "";
    const stranger = await makeActor<"message:read">((await makeBranchTree()).branch, ["officer"]);
    expect(await getMessage(stranger, id)).toBeNull();
    expect((await listMessages(stranger, {})).rows).toEqual([]);
    const { rows } = await listMessages(actor as never, {});
    expect(rows.find((one) => one.id === id)?.phoneMasked).toMatch(/^154\*{4}\d{4}$/);
    expect(await revealMessage(actor as never, { messageId: id, reason: "客户来电" })).toMatchObject({ ok: true, value: { phone: stage.people[0]!.phone } });
    expect(await db().auditEntry.count({ where: { action: "customer.revealed", subjectId: stage.people[0]!.id } })).toBe(1);
  });
});

describe("a customer's phone", () => {
  it("answers R, which holds when the answer has been taken, and shows in the inbox", async () => {
    await startCampaign(stage.branch, "promotion");
    await drainPipeline();
    const phones = await listPhones(actor as never);
    expect(phones.rows.length).toBeGreaterThanOrEqual(3);
    expect(await replyFromPhone(actor as never, { customerId: stage.people[0]!.id, text: " r " })).toEqual({ ok: true, value: null });
    const template = await makeTemplate(stage.branch, { purpose: "promotion" });
    const later = await requestMessage(actor, { template: template.key, customer: stage.people[0]!.number, variables: {} });
    expect(later).toMatchObject({ ok: true, value: { state: "withheld", decision: { rule: "suppression" } } });
    expect((await listInbound(actor as never, { replyClass: "refuse" })).rows[0]).toMatchObject({ customer: { id: stage.people[0]!.id } });
  });
});

describe("the dry run", () => {
  it("says exactly what the campaign then does", async () => {
    await makeCustomer(stage.branch);
    await makeCustomer(stage.branch, { agreed: ["promotion"], preference: { quietFrom: 600, quietTo: 900 } });
    await makeCustomer(stage.branch, { agreed: ["promotion"], name: "一个特别特别特别特别特别特别长的客户名字到底有多长" });
    const template = await makeTemplate(stage.branch, {
      purpose: "promotion", text: "${name}您好，优惠利率详询网点。拒收请回复R", variables: [{ name: "name", kind: "name", label: "姓名", sample: "张三" }],
    });
    const bindings = { name: { from: "customer" as const, field: "name" as const } };
    const draft = { templateVersionId: template.versionId, audience: {}, bindings, providerAccountId: null, branchPath: stage.branch.path };
    const actorScope = { branchPath: stage.branch.path };
    const scoped = await dryRun(actorScope, draft, { chunkSize: 2 });
    expect(scoped).toMatchObject({ ok: true, value: { audience: 6, send: 3, wait: 1, withheld: 1, failed: 1, withheldByReason: { consent: 1 }, failedByReason: { render: 1 }, missingValues: { name: 1 }, costMicros: String(45_000 * 4) } });
    const samples = await sampleRenderings(actorScope, draft, { take: 4 });
    expect(samples).toMatchObject({ ok: true, value: { rows: [{ outcome: "send" }, {}, {}, {}] } });
    const next = samples.ok ? samples.value.next : null;
    expect(await sampleRenderings(actorScope, draft, { after: next!, take: 4 })).toMatchObject({ ok: true, value: { rows: [{}, {}], next: null } });
    const { id } = await makeCampaign(stage.branch, template, { bindings });
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 3, deferred: 1, withheld: 1, failed: 1 });
  });
});
