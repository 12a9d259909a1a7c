import { describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree, makePerson } from "@/prisma/factories/organisation";
import { db } from "../db/client";
import { changeBranch, closeBranch, createBranch, reopenBranch } from "./commands";

type Admin = Authorized<"settings:write">;
const fresh = (parentId: string, code: string) => ({ code, name: "澧县支行", nameEn: "Lixian", kind: "branch" as const, parentId, hotline: null });
const entriesOf = (subjectId: string) => db().auditEntry.findMany({ where: { subjectId }, orderBy: { seq: "asc" }, select: { action: true, branchPath: true } });

describe("branches", () => {
  it("are added below their parent, once per code, with a trace", async () => {
    const tree = await makeBranchTree();
    const actor = await makeActor<"settings:write">(tree.head, ["administrator"]);
    const code = `${tree.province.code}-09`;
    const made = await createBranch(actor, fresh(tree.province.id, code));
    if (!made.ok) throw new Error(made.error.code);
    expect(await db().branch.findUnique({ where: { id: made.value.id }, select: { path: true } })).toEqual({ path: `${tree.province.path}${code}/` });
    expect(await entriesOf(made.value.id)).toEqual([{ action: "branch.created", branchPath: `${tree.province.path}${code}/` }]);
    expect(await createBranch(actor, fresh(tree.province.id, code))).toEqual({ ok: false, error: { code: "branch.code_taken" } });
    expect(await createBranch(actor, fresh(tree.branch.id, `${code}X`))).toEqual({ ok: false, error: { code: "branch.kind_does_not_fit" } });
  });

  it("of others are out of reach", async () => {
    const [mine, theirs] = [await makeBranchTree(), await makeBranchTree()];
    const actor: Admin = await makeActor(mine.province, ["administrator"]);
    expect(await createBranch(actor, fresh(theirs.province.id, `${theirs.province.code}-09`))).toEqual({ ok: false, error: { code: "branch.parent_out_of_scope" } });
    expect(await changeBranch(actor, { branchId: mine.head.id, name: "x", nameEn: "x", hotline: null })).toEqual({ ok: false, error: { code: "branch.not_found" } });
    expect(await closeBranch(actor, theirs.neighbour.id)).toEqual({ ok: false, error: { code: "branch.not_found" } });
  });

  it("close when nobody depends on them any more, and not before", async () => {
    const tree = await makeBranchTree();
    const actor: Admin = await makeActor(tree.head, ["administrator"]);
    const customer = await makeCustomer(tree.branch);
    const person = await makePerson(tree.branch, ["officer"]);
    expect(await closeBranch(actor, tree.province.id)).toEqual({ ok: false, error: { code: "branch.has_branches" } });
    expect(await closeBranch(actor, tree.branch.id)).toEqual({ ok: false, error: { code: "branch.has_customers" } });
    await db().customer.update({ where: { id: customer.id }, data: { closedAt: new Date() } });
    expect(await closeBranch(actor, tree.branch.id)).toEqual({ ok: false, error: { code: "branch.has_people" } });
    await db().person.update({ where: { id: person.id }, data: { disabledAt: new Date() } });
    expect(await closeBranch(actor, tree.branch.id)).toEqual({ ok: true, value: null });
    expect(await closeBranch(actor, tree.branch.id)).toEqual({ ok: false, error: { code: "branch.changed_since_read" } });
    expect((await entriesOf(tree.branch.id)).map((entry) => entry.action)).toEqual(["branch.closed"]);
  });

  it("stay open while an import may bring them customers", async () => {
    const [tree, other] = [await makeBranchTree(), await makeBranchTree()];
    const actor: Admin = await makeActor(tree.head, ["administrator"]);
    const file = { fileName: "a.csv", sizeBytes: 1, contentType: "text/csv", format: "csv", header: [], createdBy: "t", confirmedAt: new Date() };
    const { id } = await db().customerImport.create({ data: { ...file, state: "running", branchPath: tree.province.path }, select: { id: true } });
    await db().customerImport.create({ data: { ...file, state: "running", branchPath: other.province.path }, select: { id: true } });
    expect(await closeBranch(actor, tree.branch.id)).toEqual({ ok: false, error: { code: "branch.has_imports" } });
    await db().customerImport.update({ where: { id }, data: { state: "done" } });
    expect(await closeBranch(actor, tree.branch.id)).toEqual({ ok: true, value: null });
    await db().customerImport.updateMany({ where: { branchPath: other.province.path }, data: { state: "done" } });
  });

  it("open again only below an open branch", async () => {
    const tree = await makeBranchTree();
    const actor: Admin = await makeActor(tree.head, ["administrator"]);
    for (const id of [tree.branch.id, tree.neighbour.id, tree.province.id]) expect((await closeBranch(actor, id)).ok).toBe(true);
    expect(await createBranch(actor, fresh(tree.province.id, `${tree.province.code}-09`))).toEqual({ ok: false, error: { code: "branch.parent_out_of_scope" } });
    expect(await reopenBranch(actor, tree.branch.id)).toEqual({ ok: false, error: { code: "branch.parent_out_of_scope" } });
    expect(await reopenBranch(actor, tree.province.id)).toEqual({ ok: true, value: null });
    expect(await reopenBranch(actor, tree.branch.id)).toEqual({ ok: true, value: null });
  });
});
