import { describe, expect, it } from "vitest";
import { db, pool } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { listAudit } from "./queries";
import { recordAudit } from "./record";

const { branch, neighbour } = await makeBranchTree();
const reader = await makeActor<"audit:read">(branch, ["manager"]);
const act = (actor: Parameters<typeof recordAudit>[1], what: string) => db().$transaction((tx) => recordAudit(tx, actor, { action: "branch.changed", subjectType: "branch", subjectId: what }));

describe("the trail of one person", () => {
  it("holds what was done under the name or id, newest first, page by page, and nothing of other branches", async () => {
    const one = await makeActor(branch, ["administrator"], "李明");
    const renamed = { ...one, name: "李鸣" };
    // Somebody who is called as another one is known to the system.
    const namesake = { ...(await makeActor(branch, ["administrator"])), name: one.id };
    const elsewhere = { ...(await makeActor(neighbour, ["administrator"])), name: one.name };
    for (const [actor, what] of [[one, "1"], [renamed, "2"], [reader, "3"], [elsewhere, "4"], [namesake, "5"], [one, "6"]] as const) await act(actor, what);
    const subjects = async (actor: string) => (await listAudit(reader, { actor })).rows.map((row) => row.subjectId);
    expect(await subjects("李明")).toEqual(["6", "1"]);
    expect(await subjects("李鸣")).toEqual(["2"]);
    expect(await subjects(one.id)).toEqual(["6", "5", "2", "1"]);
    expect(await subjects("无此人")).toEqual([]);
    const pages: string[] = [];
    for (let before: bigint | undefined, more = true; more;) {
      const { rows, next } = await listAudit(reader, { actor: one.id }, before, 1);
      pages.push(...rows.map((row) => row.subjectId));
      before = next === null ? undefined : BigInt(next);
      more = next !== null;
    }
    expect(pages).toEqual(["6", "5", "2", "1"]);
  });

  it("is found by an index, however long the trail is", async () => {
    const plans = await Promise.all(["actor_name", "actor_id"].map((column) => pool().query<{ "QUERY PLAN": string }>(`EXPLAIN SELECT seq FROM audit_entry WHERE branch_path LIKE '${branch.path}%' AND ${column} = '无此人' ORDER BY seq DESC LIMIT 101`)));
    expect(plans.map((plan) => /audit_entry_actor_(name|id)_seq_idx/.test(plan.rows.map((row) => row["QUERY PLAN"]).join("\n")))).toEqual([true, true]);
  });
});
