import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as getMessage } from "@/app/api/v1/messages/[id]/route";
import { POST as sendBatch } from "@/app/api/v1/messages/batch/route";
import { POST as sendMessage } from "@/app/api/v1/messages/route";
import { messageAcceptedShape, messageBatchShape, messageShape } from "@/lib/domain/api/message-shapes";
import { derivedId } from "@/lib/domain/api/derived-id";
import { fingerprint } from "@/lib/server/api/idempotency";
import { sha256 } from "@/lib/server/crypto/digest";
import { db } from "@/lib/server/db/client";
import { closeQueues } from "@/lib/server/jobs/queues";
import { requestMessage } from "@/lib/server/messages/commands";
import { decrypt } from "@/lib/server/crypto/cipher";
import { maySendOnRequest, TEMPLATE_USES } from "@/lib/domain/template/use";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { call, problemOf } from "./call";

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let admin: string;
let adminId: string;
let notice: string;
let offer: string;

beforeAll(async () => {
  tree = await makeBranchTree();
  ({ key: admin, id: adminId } = await makeApiKey(tree.head));
  await makeProviderAccount({
    receiptDelayMs: 0,
    failureShare: 0,
    noReceiptShare: 0,
    duplicateShare: 0,
    reorderShare: 0,
    replyShare: 0,
  });
  const text = "尊敬的${name}，您的贷款还款${amount}元，请留足余额。";
  const variables = [
    { name: "name", kind: "name" as const, label: "姓名", sample: "王小明" },
    { name: "amount", kind: "money" as const, label: "金额", sample: "1280.50" },
  ];
  ({ key: notice } = await makeTemplate(tree.head, { purpose: "risk", text, variables }));
  ({ key: offer } = await makeTemplate(tree.head, { purpose: "promotion" }));
});
afterAll(closeQueues);

const request = (customer: string, amount: string | number = "1280.50") => ({
  template: notice,
  customer,
  variables: { name: "王小明", amount },
});
const read = (id: string, key = admin) => call(getMessage, { key, params: { id } });

describe("POST /messages", () => {
  it("accepts, decides at once, and the message can be followed until it is delivered", async () => {
    const { number } = await makeCustomer(tree.branch);
    const answered = await call(sendMessage, { key: admin, body: request(number) });
    expect(answered.status).toBe(202);
    const accepted = messageAcceptedShape.parse(answered.body);
    expect(Object.keys(answered.body as object)).toEqual(["id", "state", "decision"]);
    expect(accepted).toMatchObject({ state: "queued", decision: { outcome: "send" } });
    expect(accepted.decision.trace.length).toBeGreaterThan(0);
    expect(answered.headers.get("location")).toBe(`/api/v1/messages/${accepted.id}`);

    await drainPipeline();
    const shown = await read(accepted.id);
    expect(shown.status).toBe(200);
    expect(Object.keys(shown.body as object)).toEqual([
      "id",
      "state",
      "reasons",
      "segments",
      "billingSegments",
      "attempts",
      "events",
    ]);
    const message = messageShape.parse(shown.body);
    expect(message).toMatchObject({
      id: accepted.id,
      state: "delivered",
      reasons: [],
      segments: 1,
      billingSegments: 1,
      attempts: [{ ordinal: 1, outcome: "accepted" }],
    });
    expect(message.events.map((one) => one.event)).toEqual(
      expect.arrayContaining(["requested", "submitted", "accepted", "receipt"]),
    );
    expect(JSON.stringify(shown.body)).not.toContain("王小明");
  });

  it("answers a message that a rule keeps back with the rule, and tells it again afterwards", async () => {
    const { id, number } = await makeCustomer(tree.branch);
    await makeConsent(id, "promotion", "withdrawn", new Date("2026-03-03T02:11:00Z"));
    const accepted = messageAcceptedShape.parse(
      (await call(sendMessage, { key: admin, body: { template: offer, customer: number } })).body,
    );
    expect(accepted).toMatchObject({ state: "withheld", decision: { outcome: "withhold", rule: "consent" } });
    const message = messageShape.parse((await read(accepted.id)).body);
    expect(message).toMatchObject({
      state: "withheld",
      attempts: [],
      reasons: [{ code: "consent", outcome: "withhold" }],
    });
  });

  it("takes a phone as people write it, and a number where a variable is one", async () => {
    const { phone } = await makeCustomer(tree.branch);
    const written = `${phone.slice(3, 6)} ${phone.slice(6, 10)}-${phone.slice(10)}`;
    const answered = await call(sendMessage, {
      key: admin,
      body: { template: notice, phone: written, variables: { name: "李", amount: 12.5 } },
    });
    expect(answered.status).toBe(202);
  });

  it("names the member that is wrong: template, customer, phone or the one variable", async () => {
    const { number } = await makeCustomer(tree.branch);
    const wrong = async (body: unknown) => {
      const answered = await call(sendMessage, { key: admin, body });
      expect(answered.status).toBe(422);
      return problemOf(answered).errors.map(({ pointer, code }) => `${pointer} ${code}`);
    };
    expect(await wrong({ ...request(number), template: "no.such" })).toEqual(["#/template template.not_found"]);
    expect(await wrong(request("NOBODY"))).toEqual(["#/customer customer.not_found"]);
    expect(await wrong({ template: notice, phone: "12", variables: {} })).toMatchObject([
      expect.stringMatching(/^#\/phone /),
    ]);
    expect(await wrong({ template: notice, phone: "+8615400000000", variables: {} })).toEqual([
      "#/phone customer.not_found",
    ]);
    expect(await wrong({ template: notice, customer: number, variables: { name: "王" } })).toEqual([
      "#/variables/amount render.missing_value",
    ]);
    expect(await wrong(request(number, "a lot"))).toEqual(["#/variables/amount variable.not_money"]);
  });

  it("sends notices and questions for consent; what Hongyan sends itself is refused at the template, one by one and in a batch", async () => {
    const { number } = await makeCustomer(tree.branch);
    for (const use of TEMPLATE_USES) {
      const { key } = await makeTemplate(tree.head, { purpose: "account", use, ...(use === "consent_request" ? { asksFor: "promotion" } : {}) });
      const body = { template: key, customer: number };
      const one = await call(sendMessage, { key: admin, body });
      if (maySendOnRequest(use)) {
        expect(one.status, use).toBe(202);
        continue;
      }
      expect(one.status, use).toBe(422);
      expect(problemOf(one).errors).toMatchObject([{ code: "template.use_reserved", pointer: "#/template" }]);
      const many = await call(sendBatch, { key: admin, body: { messages: [body] } });
      expect(JSON.stringify(many.body), use).toContain("template.use_reserved");
      const version = await db().template.findUniqueOrThrow({ where: { key }, select: { versions: { select: { id: true } } } });
      expect(await db().message.count({ where: { templateVersionId: version.versions[0]!.id } })).toBe(0);
    }
  });

  it("gives each customer the text for him, with one request and one set of variables", async () => {
    const { key } = await makeTemplate(tree.head, { purpose: "account", text: "尊敬的客户，您的账户信息已更新。", elderText: "您的账户信息更新了。网点有人接听。" });
    const [plain, elder] = [await makeCustomer(tree.branch), await makeCustomer(tree.branch)];
    await db().preference.create({ data: { customerId: elder.id, elderFriendly: true, updatedBy: "test" } });
    for (const { number } of [plain, elder]) expect((await call(sendMessage, { key: admin, body: { template: key, customer: number } })).status).toBe(202);
    const bodies = await db().message.findMany({ where: { customerId: { in: [plain.id, elder.id] } }, select: { customerId: true, bodyCipher: true } });
    const textOf = (id: string) => decrypt(bodies.find((one) => one.customerId === id)!.bodyCipher!, "message.body");
    expect(textOf(plain.id)).toContain("尊敬的客户");
    expect(textOf(elder.id)).toContain("有人接听");
  });

  it("knows no customer and no message outside the key's branches", async () => {
    const { key } = await makeApiKey(tree.branch, "officer");
    const elsewhere = await makeCustomer(tree.neighbour);
    const refused = await call(sendMessage, { key, body: request(elsewhere.number) });
    expect(problemOf(refused).errors).toMatchObject([{ pointer: "#/customer", code: "customer.not_found" }]);
    const { id } = messageAcceptedShape.parse(
      (await call(sendMessage, { key: admin, body: request(elsewhere.number) })).body,
    );
    expect((await read(id)).status).toBe(200);
    const hidden = await read(id, key);
    expect(hidden.status).toBe(404);
    expect(problemOf(hidden).code).toBe("message.not_found");
  });

  it("says which parameter of the address is malformed", async () => {
    const answered = await read("42");
    expect(answered.status).toBe(400);
    expect(problemOf(answered).errors).toMatchObject([{ parameter: "id", code: "api.malformed_uuid" }]);
  });
});

describe("the same message asked for twice", () => {
  const made = (customerId: string) => db().message.count({ where: { customerId } });
  const send = (number: string, key: string) =>
    call(sendMessage, { key: admin, path: "/messages", body: request(number), headers: { "Idempotency-Key": key } });

  it("is one message, repeated or at the same moment", async () => {
    const { id, number } = await makeCustomer(tree.branch);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(number, number)));
    for (const answered of answers) expect([202, 409]).toContain(answered.status);
    expect((await send(number, number)).headers.get("idempotent-replayed")).toBe("true");
    expect(await made(id)).toBe(1);
  });

  it("is found again by the retry after the process died between storing it and answering", async () => {
    const { id, number } = await makeCustomer(tree.branch);
    const resourceId = uuidv7();
    // What a dead process leaves: its claim without an answer, and the message that it stored.
    const body = request(number);
    const url = "http://localhost/api/v1/messages";
    const requestHash = fingerprint(new Request(url, { method: "POST" }), body);
    await db().idempotentRequest.create({
      data: {
        apiKeyId: adminId,
        key: number,
        requestHash,
        body: { resourceId },
        createdAt: new Date(Date.now() - 61_000),
      },
    });
    const actor = await makeActor<"message:send">(tree.head, ["administrator"]);
    const stored = await requestMessage(actor, {
      ...body,
      variables: { name: "王小明", amount: "1280.50" },
      id: derivedId(resourceId, 0, sha256),
      apiKeyId: adminId,
    });
    if (!stored.ok) throw new Error(stored.error.code);

    const retried = await send(number, number);
    expect(retried.status).toBe(202);
    expect(retried.headers.get("idempotent-replayed")).toBeNull();
    expect(messageAcceptedShape.parse(retried.body)).toMatchObject({
      id: stored.value.id,
      decision: { outcome: "send" },
    });
    expect(await made(id)).toBe(1);
  });
});

describe("POST /messages/batch", () => {
  it("loses nothing good by what is bad, and answers in the order of the request", async () => {
    const [one, two] = [await makeCustomer(tree.branch), await makeCustomer(tree.branch)];
    const messages = [
      request(one.number),
      { ...request(two.number), template: "no.such" },
      "nonsense",
      { ...request(two.number), colour: "red" },
      request(two.number),
    ];
    const answered = await call(sendBatch, {
      key: admin,
      path: "/messages/batch",
      body: { messages },
      headers: { "Idempotency-Key": `batch-${one.number}` },
    });
    expect(answered.status).toBe(202);
    const batch = messageBatchShape.parse(answered.body);
    expect(batch).toMatchObject({ accepted: 2, refused: 3 });
    expect(batch.results.map(({ index, accepted }) => `${index} ${accepted}`)).toEqual([
      "0 true",
      "1 false",
      "2 false",
      "3 false",
      "4 true",
    ]);
    expect(
      batch.results.flatMap((result) => result.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
    ).toEqual([
      "#/messages/1/template template.not_found",
      "#/messages/2 api.wrong_type",
      "#/messages/3/colour api.unknown_field",
    ]);
    const again = await call(sendBatch, {
      key: admin,
      path: "/messages/batch",
      body: { messages },
      headers: { "Idempotency-Key": `batch-${one.number}` },
    });
    expect(again.body).toEqual(answered.body);
    expect(await db().message.count({ where: { customerId: { in: [one.id, two.id] } } })).toBe(2);
  });

  it("refuses more than a thousand as a whole, and none at all", async () => {
    const many = await call(sendBatch, { key: admin, body: { messages: Array.from({ length: 1_001 }, () => 0) } });
    expect(problemOf(many).errors).toMatchObject([{ pointer: "#/messages", code: "api.too_many" }]);
    const none = await call(sendBatch, { key: admin, body: { messages: [] } });
    expect(problemOf(none).errors).toMatchObject([{ pointer: "#/messages", code: "api.too_few" }]);
  });
});
