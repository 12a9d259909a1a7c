import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { WordingInput } from "@/lib/domain/consent/wording";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { makeWording } from "@/prisma/factories/wording";
import { now } from "../clock";
import { db, pool } from "../db/client";
import { inTransaction } from "../db/transaction";
import { createWording, publishWording, retireWording, saveWording } from "./commands";
import { wordingInForce, wordingShown } from "./in-force";
import { lapseReader } from "./lapse";
import { countWaitingWordings, getWording, listShownWordings } from "./queries";

type Person = Authorized<"wording:read" | "wording:write" | "wording:publish" | "customer:read">;

let branch: MadeBranch;
let author: Person;
let reviewer: Person;
let serial = 0;

beforeEach(async () => {
  ({ branch } = await makeBranchTree());
  [author, reviewer] = [await makeActor(branch, ["administrator"]), await makeActor(branch, ["reviewer"], "审核人")];
  // Words of one test must not be in force for another; the database keeps them for ever.
  await pool().query("UPDATE consent_wording SET state = 'retired' WHERE state <> 'retired'");
});

const words = (over: Partial<WordingInput> = {}): WordingInput => ({
  version: `v${(serial += 1)}`, purpose: "promotion", textZh: "我同意接收产品信息", textEn: "I agree to product news", frequencyZh: "每月不超过2条", frequencyEn: "at most 2 a month",
  durationMonths: 24, effectiveFrom: "", renewBy: "", requestTemplate: "", ...over,
});

async function drafted(over: Partial<WordingInput> = {}) {
  const made = await createWording(author, words(over));
  if (!made.ok) throw new Error(made.error.code);
  const wording = await getWording(author, made.value.id);
  if (!wording) throw new Error("no draft");
  return wording;
}

describe("words to agree to", () => {
  it("are drafted by an administrator and put in force by a reviewer, with a trace of both", async () => {
    const { id, seal, version } = await drafted();
    expect(await countWaitingWordings(reviewer)).toBe(1);
    expect(await publishWording(reviewer, { id, seal })).toEqual({ ok: true, value: null });
    expect(await getWording(author, id)).toMatchObject({ state: "published", approvedBy: "审核人", createdBy: author.name });
    expect(await inTransaction((tx) => wordingInForce(tx, "promotion", now()))).toBe(version);
    const trail = await db().auditEntry.findMany({ where: { subjectType: "wording", subjectId: id }, orderBy: { seq: "asc" }, select: { action: true, actorId: true } });
    expect(trail).toEqual([{ action: "wording.created", actorId: author.id }, { action: "wording.published", actorId: reviewer.id }]);
  });

  it("are not published by their author, incomplete, unread, or twice", async () => {
    const { id, seal } = await drafted();
    expect(await publishWording(author, { id, seal })).toEqual({ ok: false, error: { code: "wording.own" } });
    expect(await publishWording(reviewer, { id, seal: "something else" })).toEqual({ ok: false, error: { code: "wording.changed_since_read" } });
    const bare = await drafted({ frequencyEn: "" });
    expect(await publishWording(reviewer, bare)).toEqual({ ok: false, error: { code: "wording.incomplete" } });
    const both = await Promise.all([publishWording(reviewer, { id, seal }), publishWording(reviewer, { id, seal })]);
    expect(both.map((one) => (one.ok ? "ok" : one.error.code)).sort()).toEqual(["ok", "wording.not_draft"]);
    expect(await db().auditEntry.count({ where: { action: "wording.published", subjectId: id } })).toBe(1);
  });

  it("are changed by their author only, while a draft, and not over somebody's newer change", async () => {
    const { id, seal } = await drafted();
    const other = await makeActor<"wording:write">(branch, ["administrator"]);
    expect(await saveWording(other, { id, seal, ...words() })).toEqual({ ok: false, error: { code: "wording.not_author" } });
    expect(await saveWording(author, { id, seal, ...words({ textZh: "新的" }) })).toEqual({ ok: true, value: null });
    expect(await saveWording(author, { id, seal, ...words() })).toEqual({ ok: false, error: { code: "wording.changed_since_read" } });
    expect(await publishWording(reviewer, { id, seal })).toEqual({ ok: false, error: { code: "wording.changed_since_read" } });
    const seen = await getWording(author, id);
    await publishWording(reviewer, { id, seal: seen?.seal ?? "" });
    expect(await saveWording(author, { id, seal: seen?.seal ?? "", ...words() })).toEqual({ ok: false, error: { code: "wording.not_draft" } });
  });

  it("that were published are fixed in the database itself, and stay", async () => {
    const { id, seal } = await drafted();
    await publishWording(reviewer, { id, seal });
    for (const change of ["text_zh = 'x'", "renew_by = now()", "duration_months = 99", "effective_from = now()", "state = 'draft'", "request_template = 'x'", "approved_by_id = 'x'"]) {
      await expect(pool().query(`UPDATE consent_wording SET ${change} WHERE id = $1`, [id]), change).rejects.toThrow(/published|cannot go/);
    }
    await expect(pool().query("DELETE FROM consent_wording WHERE id = $1", [id])).rejects.toThrow(/stays/);
    expect(await retireWording(author, id)).toEqual({ ok: true, value: null });
    expect(await retireWording(author, id)).toEqual({ ok: false, error: { code: "wording.not_found" } });
    await expect(pool().query("UPDATE consent_wording SET state = 'published' WHERE id = $1", [id])).rejects.toThrow(/cannot go/);
    await expect(pool().query("DELETE FROM consent_wording WHERE id = $1", [id])).rejects.toThrow(/stays/);
  });

  it("are not published by one pair of eyes even past the commands", async () => {
    await expect(pool().query("UPDATE consent_wording SET state = 'published', published_at = now(), effective_from = now(), approved_by_id = created_by_id WHERE id = $1", [(await drafted()).id])).rejects.toThrow(/consent_wording_published/);
  });

  it("have a version that no other words have", async () => {
    const { version } = await drafted();
    expect(await createWording(author, words({ version }))).toEqual({ ok: false, error: { code: "wording.version_taken" } });
  });

  it("name a template only if that asks for consent to their purpose", async () => {
    expect(await createWording(author, words({ renewBy: "2027-12-31", requestTemplate: "no.such" }))).toEqual({ ok: false, error: { code: "wording.template_unfit" } });
    await db().template.create({ data: { key: `ask.t${process.pid}`, name: "请求授权", purpose: "promotion", branchId: branch.id, createdBy: author.id, use: "consent_request", asksFor: "promotion" } });
    expect(await createWording(author, words({ renewBy: "2027-12-31", requestTemplate: `ask.t${process.pid}` }))).toMatchObject({ ok: true });
    expect(await createWording(author, words({ purpose: "education", renewBy: "2027-12-31", requestTemplate: `ask.t${process.pid}` }))).toEqual({ ok: false, error: { code: "wording.template_unfit" } });
  });
});

describe("the words in force", () => {
  it("are the newest published ones of the purpose that are in effect; none before anything is published", async () => {
    const inForce = () => inTransaction((tx) => wordingInForce(tx, "promotion", now()));
    expect(await inForce()).toBe("none");
    await makeWording({ version: "a", effectiveFrom: new Date("2026-01-01") });
    await makeWording({ version: "b", effectiveFrom: new Date("2026-06-01") });
    await makeWording({ version: "tomorrow", effectiveFrom: new Date(now().getTime() + 86_400_000) });
    await makeWording({ version: "draft", state: "draft" });
    await makeWording({ version: "gone", state: "retired", effectiveFrom: new Date("2026-07-01") });
    await makeWording({ version: "lessons", purpose: "education", effectiveFrom: new Date("2026-08-01") });
    expect(await inForce()).toBe("b");
    expect((await listShownWordings(author)).map((one) => one.version)).toEqual(["lessons", "b", "a"]);
    const shown = (version: string) => inTransaction((tx) => wordingShown(tx, "promotion", version, now()));
    expect(await Promise.all(["a", "gone", "tomorrow", "draft", "lessons", "nothing"].map(shown))).toEqual(["a", "gone", null, null, null, null]);
  });

  it("tell when an entry lapses, retired ones included", async () => {
    await makeWording({ version: "once", purpose: "risk", durationMonths: 1, effectiveFrom: new Date("2026-01-01"), state: "retired" });
    await makeWording({ version: "demanding", purpose: "risk", renewBy: new Date("2026-09-01"), effectiveFrom: new Date("2026-06-01") });
    const lapses = await lapseReader(pool());
    const entry = { purpose: "risk", at: new Date("2026-05-01"), state: "given" as const };
    expect(lapses({ ...entry, wordingVersion: "once" })).toEqual(new Date("2026-06-01"));
    expect(lapses({ ...entry, wordingVersion: "reply" })).toEqual(new Date("2026-09-01"));
    expect(lapses({ ...entry, wordingVersion: "demanding" })).toBeNull();
  });
});
