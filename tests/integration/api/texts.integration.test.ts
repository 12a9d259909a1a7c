import { beforeAll, describe, expect, it } from "vitest";
import { POST as check } from "@/app/api/v1/text/check/route";
import { POST as segments } from "@/app/api/v1/text/segments/route";
import { checkedTextShape, segmentsShape } from "@/lib/domain/api/text-shapes";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { makeRegisters } from "@/prisma/factories/template";
import { call, problemOf } from "./call";

let officer: string;
let registers: Awaited<ReturnType<typeof makeRegisters>>;
beforeAll(async () => {
  const tree = await makeBranchTree();
  officer = (await makeApiKey(tree.branch, "officer")).key;
  registers = await makeRegisters();
});

async function split(body: object) {
  const answered = await call(segments, { key: officer, body });
  expect(answered.status).toBe(200);
  return segmentsShape.parse(answered.body);
}

describe("POST /text/segments", () => {
  it("counts the signature, splits as the network does and charges as the carrier does", async () => {
    const made = await split({ text: "贷".repeat(65), signature: "鸿雁银行" });
    expect(made).toMatchObject({ encoding: "UCS-2", characters: 71, units: 71, segments: 2, billing: { segments: 2, rule: "cn-domestic" } });
    expect(made.parts.map((part) => part.length)).toEqual([67, 4]);
    expect(made.parts.join("")).toBe(`【鸿雁银行】${"贷".repeat(65)}`);
  });
  it("charges at home by the character, whatever the alphabet", async () => {
    expect(await split({ text: "a".repeat(160) })).toMatchObject({ encoding: "GSM-7", segments: 1, billing: { segments: 3 } });
  });
  it("names the few characters that force two-byte letters, and stays silent where all do or none does", async () => {
    expect((await split({ text: "Your balance is 12 EUR – call us “today”" })).forcedBy).toEqual(["–", "“", "”"]);
    expect(await split({ text: "您的贷款将于12月5日到期" })).not.toHaveProperty("forcedBy");
    expect(await split({ text: "hello" })).not.toHaveProperty("forcedBy");
  });
  it("refuses what no network can carry", async () => {
    const answered = await call(segments, { key: officer, body: { text: "贷".repeat(67 * 255 + 1) } });
    expect(problemOf(answered).errors).toMatchObject([{ pointer: "#/text", code: "text.too_long" }]);
    const half = await call(segments, { key: officer, body: '{"text":"a\\ud83d"}' });
    expect(problemOf(half).errors).toMatchObject([{ pointer: "#/text", code: "text.lone_surrogate" }]);
    expect((await call(segments, { key: officer, body: { text: "" } })).status).toBe(422);
  });
});

async function checked(body: object, headers = {}) {
  const answered = await call(check, { key: officer, body, headers });
  expect(answered.status).toBe(200);
  return checkedTextShape.parse(answered.body).findings;
}

describe("POST /text/check", () => {
  it("finds what must not be said, at its place, with what it rests on, errors first", async () => {
    const found = await checked({ purpose: "promotion", text: "保本理财，请立即申请。拒收请回复R" });
    expect(found.find((one) => one.rule === "guarantee")).toMatchObject({ severity: "error", instrument: expect.stringContaining("广告法") as string, from: 0, to: 2 });
    const severities = found.map((one) => one.severity);
    expect(severities).toEqual([...severities].sort());
    for (const one of found) expect(one.message).not.toMatch(/^check\.|\{/);
  });
  it("misses the way out of an offer, and objects to one in a notice", async () => {
    expect((await checked({ purpose: "promotion", text: "小微贷款开放申请，详询网点。" })).map((one) => one.rule)).toContain("opt_out_missing");
    expect((await checked({ purpose: "loan", text: "您的贷款即将到期。退订回T" })).map((one) => one.rule)).toContain("opt_out_in_notice");
  });
  it("judges a signature in front as one, and counts places from the start of the text as sent", async () => {
    const body = "您的贷款即将到期，保本。";
    const known = await checked({ purpose: "loan", text: `【${registers.signature.text}】${body}` });
    expect(known.map((one) => one.rule)).not.toContain("signature_unknown");
    expect(known.map((one) => one.rule)).not.toContain("signature_inside");
    const guarantee = known.find((one) => one.rule === "guarantee");
    expect(guarantee?.from).toBe(registers.signature.text.length + 2 + body.indexOf("保本"));
    expect((await checked({ purpose: "loan", text: `【别家银行】${body}` })).map((one) => one.rule)).toContain("signature_unknown");
    expect((await checked({ purpose: "loan", text: body })).map((one) => one.rule)).not.toContain("signature_unknown");
  });
  it("holds links against the bank's register", async () => {
    expect((await checked({ purpose: "loan", text: `详见 https://${registers.link.host} 查询` })).map((one) => one.rule)).not.toContain("link_unregistered");
    expect((await checked({ purpose: "loan", text: "详见 https://somewhere.com 查询" })).map((one) => one.rule)).toContain("link_unregistered");
  });
  it("asks more of an elder-friendly text", async () => {
    const text = "您".repeat(80);
    expect((await checked({ purpose: "loan", text, elderFriendly: true })).map((one) => one.rule)).toEqual(expect.arrayContaining(["elderly_too_long", "elderly_without_hotline"]));
    expect((await checked({ purpose: "loan", text })).map((one) => one.rule)).not.toContain("elderly_too_long");
  });
  it("explains itself in the language that is asked for", async () => {
    const text = "保本理财。拒收请回复R";
    expect((await checked({ purpose: "promotion", text }))[0]?.message).toMatch(/[a-z]{4}/);
    expect((await checked({ purpose: "promotion", text }, { "Accept-Language": "zh-CN" }))[0]?.message).toMatch(/^\p{Script=Han}/u);
  });
});
