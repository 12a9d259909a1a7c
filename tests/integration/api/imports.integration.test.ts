import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as getCustomer } from "@/app/api/v1/customers/[number]/route";
import { POST as importFile } from "@/app/api/v1/customers/import/route";
import { GET as getImport } from "@/app/api/v1/imports/[id]/route";
import { importAcceptedShape, importShape } from "@/lib/domain/api/import-shapes";
import { db } from "@/lib/server/db/client";
import { runImport } from "@/lib/server/imports/run";
import { closeQueues } from "@/lib/server/jobs/queues";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { call, problemOf } from "./call";

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let admin: string;
beforeAll(async () => {
  tree = await makeBranchTree();
  admin = (await makeApiKey(tree.head)).key;
});
afterAll(closeQueues);

const CSV = { "Content-Type": "text/csv" };
const send = (
  body: string,
  headers: Record<string, string> = CSV,
  path = "/customers/import?mapping=auto",
  key = admin,
) => call(importFile, { key, path, body, headers });
const read = (id: string, key = admin) => call(getImport, { key, params: { id } });

describe("POST /customers/import", () => {
  it("takes a file, and its progress can be followed to the last row", async () => {
    const branch = tree.branch.code;
    const rows = [
      "客户号,姓名,手机号码,开户网点",
      `N1,王小明,15412345678,${branch}`,
      `N2,李桂兰,123,${branch}`,
      `N1,王小明,15412345678,${branch}`,
      "N4,赵一,15412345679,XX",
    ];
    const answered = await send(rows.join("\r\n"));
    expect(answered.status).toBe(202);
    const { id } = importAcceptedShape.parse(answered.body);
    expect(answered.headers.get("location")).toBe(`/api/v1/imports/${id}`);
    expect(importShape.parse((await read(id)).body)).toMatchObject({ state: "running", rows: 0 });

    await runImport(id);
    const done = importShape.parse((await read(id)).body);
    expect(done).toMatchObject({ state: "done", rows: 4, taken: 1, refused: 3, failure: null });
    expect(done.byReason).toEqual({ phone: 1, duplicate: 1, branch: 1, name: 0, date: 0, columns: 0, number: 0 });
    const shown = await call(getCustomer, { key: admin, params: { number: "N1" } });
    expect(shown).toMatchObject({ status: 200, body: { number: "N1", branch: { code: branch } } });
  });

  it("says why a file as a whole could not be read, and how to mend it", async () => {
    const { id } = importAcceptedShape.parse((await send("\u0000\u0001\u0002 not a table")).body);
    await runImport(id);
    const failed = importShape.parse((await read(id)).body);
    expect(failed.state).toBe("failed");
    expect(failed.failure?.code).toMatch(/^import\./);
    expect(failed.failure?.detail).not.toBe(failed.failure?.code);
  });

  it("refuses an empty file, another kind of body, an unknown mapping and half a file", async () => {
    const refused = async (answered: Awaited<ReturnType<typeof call>>, status: number) => {
      expect(answered.status).toBe(status);
      return problemOf(answered);
    };
    expect((await refused(await send(""), 422)).code).toBe("import.file_empty");
    expect((await refused(await send("{}", { "Content-Type": "application/json" }), 415)).detail).toContain("text/csv");
    const query = await refused(await send("a,b", CSV, "/customers/import?mapping=mine&colour=red"), 400);
    expect(query.errors).toMatchObject([
      { parameter: "mapping", code: "api.not_one_of" },
      { parameter: "colour", code: "api.unknown_field" },
    ]);
    const before = await db().customerImport.count();
    expect((await refused(await send("客户号,姓名", { ...CSV, "Content-Length": "5000" }), 400)).code).toBe(
      "api.body_cut_off",
    );
    expect(await db().customerImport.count()).toBe(before);
  });

  it("needs a role that may import, and shows an import to its own branches only", async () => {
    const { key: reviewer } = await makeApiKey(tree.head, "reviewer");
    expect((await send("a,b", CSV, undefined, reviewer)).status).toBe(403);
    const { id } = importAcceptedShape.parse((await send("客户号,姓名,手机号码,开户网点")).body);
    const { key: officer } = await makeApiKey(tree.branch, "officer");
    const hidden = await read(id, officer);
    expect(hidden.status).toBe(404);
    expect(problemOf(hidden).code).toBe("import.not_found");
  });
});
