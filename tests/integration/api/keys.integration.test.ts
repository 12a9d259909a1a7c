import { beforeAll, describe, expect, it } from "vitest";
import { getCustomer } from "@/lib/domain/api/operations";
import { fail } from "@/lib/domain/shared/result";
import { createApiKey, revokeApiKey } from "@/lib/server/apikeys/commands";
import { listApiKeys } from "@/lib/server/apikeys/queries";
import { defineRoute } from "@/lib/server/api/define-route";
import { refusedByState } from "@/lib/server/api/refusal";
import { db } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { call } from "./call";

const probe = defineRoute(getCustomer, async () => fail(refusedByState({ code: "customer.not_found" })));
const knows = async (key: string) => (await call(probe, { key, params: { number: "X" } })).status;

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
beforeAll(async () => {
  tree = await makeBranchTree();
});

describe("an API key", () => {
  it("works from the moment it is made until it is revoked, both with a trace", async () => {
    const admin = await makeActor<"apikey:write" | "settings:read">(tree.head, ["administrator"]);
    const made = await createApiKey(admin, { name: "信贷系统", role: "officer", branchId: tree.branch.id });
    if (!made.ok) throw new Error(made.error.code);
    const { id, key } = made.value;
    expect(key).toMatch(/^hy_[A-Za-z0-9_-]{43}$/);
    expect(await knows(key)).toBe(404);
    expect(await listApiKeys(admin)).toMatchObject([
      { id, name: "信贷系统", prefix: key.slice(0, 9), role: "officer", revokedAt: null },
    ]);
    expect(await revokeApiKey(admin, { apiKeyId: id })).toMatchObject({ ok: true });
    expect(await knows(key)).toBe(401);
    expect(await revokeApiKey(admin, { apiKeyId: id })).toMatchObject({
      ok: false,
      error: { code: "apikey.revoked_already" },
    });
    const traces = await db().auditEntry.findMany({
      where: { subjectId: id },
      orderBy: { seq: "asc" },
      select: { action: true },
    });
    expect(traces.map((one) => one.action)).toEqual(["apikey.created", "apikey.revoked"]);
  });

  it("is kept as a hash only", async () => {
    const admin = await makeActor<"apikey:write">(tree.head, ["administrator"]);
    const made = await createApiKey(admin, { name: "核心", role: "manager", branchId: tree.head.id });
    if (!made.ok) throw new Error(made.error.code);
    const [row] = await db().$queryRaw<
      { text: string }[]
    >`SELECT api_key::text AS text FROM api_key WHERE id = ${made.value.id}::uuid`;
    const [trail] = await db().$queryRaw<
      { text: string }[]
    >`SELECT string_agg(audit_entry::text, '') AS text FROM audit_entry`;
    expect(row!.text).not.toContain(made.value.key.slice(10));
    expect(trail!.text).not.toContain(made.value.key.slice(3, 9));
  });

  it("is neither made for, seen in nor revoked from a branch outside its maker's own", async () => {
    const head = await makeActor<"apikey:write">(tree.head, ["administrator"]);
    const local = await makeActor<"apikey:write" | "settings:read">(tree.branch, ["administrator"]);
    expect(await createApiKey(local, { name: "x", role: "officer", branchId: tree.neighbour.id })).toMatchObject({
      ok: false,
      error: { code: "apikey.branch_out_of_scope" },
    });
    const made = await createApiKey(head, { name: "x", role: "officer", branchId: tree.neighbour.id });
    if (!made.ok) throw new Error(made.error.code);
    expect((await listApiKeys(local)).map((one) => one.id)).not.toContain(made.value.id);
    expect(await revokeApiKey(local, { apiKeyId: made.value.id })).toMatchObject({
      ok: false,
      error: { code: "apikey.not_found" },
    });
    expect(await knows(made.value.key)).toBe(404);
  });
});
