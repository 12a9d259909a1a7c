import { beforeEach, describe, expect, it } from "vitest";
import { currentConsent } from "@/lib/domain/consent/state";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { blindIndex } from "../crypto/blind-index";
import { db } from "../db/client";
import { inSqlTransaction, inTransaction } from "../db/transaction";
import { writeWord, writeWords, type Word, type WordOf } from "./write";

let branch: MadeBranch;
let customer: WordOf;
const at = (day: number) => new Date(Date.UTC(2026, 5, day));

beforeEach(async () => {
  ({ branch } = await makeBranchTree());
  customer = await person();
});

async function person(wish: { phone?: string } = {}): Promise<WordOf> {
  const { id, phone } = await makeCustomer(branch, wish);
  return { id, phoneIndex: blindIndex(phone, "phone"), emailIndex: blindIndex(`${id}@mail.example`, "email") };
}

const word = (over: Partial<Word> = {}): Word => ({
  customer, channel: "sms", purpose: "promotion", state: "withdrawn", wordingVersion: "2026-1", source: "branch", evidence: null, at: at(1), recordedBy: "测试", ...over,
});
const write = (...words: Partial<Word>[]) => inTransaction(async (tx) => {
  for (const one of words) await writeWord(tx, word(one));
});
const active = async (contact: Uint8Array | null) => (await db().suppression.findMany({
  where: { contactIndex: Uint8Array.from(contact ?? []), liftedAt: null }, select: { channel: true, purpose: true, source: true, evidence: true }, orderBy: { channel: "asc" },
}));

describe("a word of the customer", () => {
  it("of refusal stands in the ledger and stops the phone for SMS and calls, the address for e-mail", async () => {
    await write({ evidence: "SQ-1" }, { channel: "voice" }, { channel: "email" });
    expect(await db().consentEntry.count({ where: { customerId: customer.id, state: "withdrawn", wordingVersion: "2026-1" } })).toBe(3);
    expect(await active(customer.phoneIndex)).toEqual([
      { channel: "sms", purpose: "promotion", source: "branch", evidence: "SQ-1" }, { channel: "voice", purpose: "promotion", source: "branch", evidence: null },
    ]);
    expect((await active(customer.emailIndex)).map((one) => one.channel)).toEqual(["email"]);
  });

  it("of consent lifts what stopped exactly its channel and purpose, and nothing wider", async () => {
    await write({}, { channel: "voice" }, { purpose: "education" });
    await db().suppression.create({ data: { contactIndex: Uint8Array.from(customer.phoneIndex ?? []), channel: null, purpose: null, source: "carrier", recordedBy: "test" } });
    await write({ state: "given", at: at(2) });
    expect((await active(customer.phoneIndex)).map((one) => `${one.channel} ${one.purpose}`).sort()).toEqual(["null null", "sms education", "voice promotion"]);
    const lifted = await db().suppression.findFirst({ where: { contactIndex: Uint8Array.from(customer.phoneIndex ?? []), NOT: { liftedAt: null } }, select: { liftedBy: true } });
    expect(lifted).toEqual({ liftedBy: "测试" });
  });

  it("that comes in late undoes nothing that was said after it", async () => {
    await write({ at: at(5) }, { state: "given", at: at(4) });
    expect(await active(customer.phoneIndex)).toHaveLength(1);
    await write({ channel: "voice", state: "given", at: at(5) }, { channel: "voice", at: at(4) });
    expect((await active(customer.phoneIndex)).map((one) => one.channel)).toEqual(["sms"]);
  });

  it("of consent at the very moment of a refusal lifts nothing", async () => {
    await write({}, { state: "given" });
    expect(await active(customer.phoneIndex)).toHaveLength(1);
  });

  it("repeated stops the phone once", async () => {
    await write({}, { at: at(2) });
    expect(await active(customer.phoneIndex)).toHaveLength(1);
  });

  it("needs no contact point: a customer whose data are gone can still refuse", async () => {
    await write({ customer: { id: customer.id, phoneIndex: null, emailIndex: null } });
    expect(await db().consentEntry.count({ where: { customerId: customer.id } })).toBe(1);
  });

  it("is written in bulk as one by one: ids in order, the latest of a customer decides", async () => {
    const other = await person();
    const ids = await inSqlTransaction((sql) => writeWords(sql, [
      word({ at: at(3), evidence: "a" }), word({ state: "given", at: at(2), evidence: "b" }), word({ customer: other, at: at(1), evidence: "c" }), word({ customer: other, state: "given", at: at(2), evidence: "d" }),
    ]));
    const rows = await db().consentEntry.findMany({ where: { id: { in: [...ids] } }, select: { id: true, evidence: true } });
    expect(ids.map((id) => rows.find((row) => row.id === id)?.evidence)).toEqual(["a", "b", "c", "d"]);
    expect(await active(customer.phoneIndex)).toHaveLength(1);
    expect(await active(other.phoneIndex)).toEqual([]);
  });

  it("of one who shares a phone does not silence the refusal of the other in the same breath", async () => {
    const phone = "+8615400001111";
    const [one, two] = [await person({ phone }), await person({ phone })];
    await inSqlTransaction((sql) => writeWords(sql, [word({ customer: one, at: at(1) }), word({ customer: two, state: "given", at: at(2) })]));
    expect(await active(one.phoneIndex)).toHaveLength(1);
  });

  it("and another at once: whatever the order of arrival, the phone follows the ledger", async () => {
    await Promise.all(Array.from({ length: 6 }, (_, index) => write({ state: index % 2 ? "given" : "withdrawn", at: at(index + 1) })));
    const entries = await db().consentEntry.findMany({ where: { customerId: customer.id } });
    expect(currentConsent(entries as never, "promotion", "sms").state).toBe("given");
    expect(await active(customer.phoneIndex)).toEqual([]);
  });
});
