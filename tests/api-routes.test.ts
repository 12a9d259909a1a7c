import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "@/lib/domain/api/operations";

const ROOT = "app/api/v1";
// The document itself and the answer to unknown addresses: neither says anything about the bank.
const OPEN = new Set(["openapi.json", "[...path]"]);

const routes = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => ({ folder: path.dirname(file), source: readFileSync(path.join(ROOT, file), "utf8") }))
  .filter(({ folder }) => !OPEN.has(folder));

describe("every route of the API", () => {
  it("comes from defineRoute, or refuses the method: so key, permission and shapes are always checked", () => {
    for (const { folder, source } of routes) {
      const methods = [...source.matchAll(/^export (?:async )?(?:const|function) ([A-Z]+)\b(.*)/gm)];
      expect(methods.map(([, method]) => method).sort(), folder).toEqual(["DELETE", "GET", "PATCH", "POST", "PUT"]);
      for (const [, method, rest] of methods)
        expect(rest, `${folder} ${method}`).toMatch(/^ = (?:defineRoute\(|wrongMethod\(|GET;|POST;)/);
    }
  });

  it.each(OPERATIONS.map((one) => [one.id, one] as const))("has a file for %s", (id, operation) => {
    const folder = operation.path.slice(1).replaceAll(/\{(\w+)\}/g, "[$1]");
    const file = path.join(ROOT, folder, "route.ts");
    expect(existsSync(file), file).toBe(true);
    const source = readFileSync(file, "utf8");
    expect(source).toMatch(new RegExp(`\\b${id}\\b.* from "@/lib/domain/api/operations"`));
    expect(source).toContain(`export const ${operation.method.toUpperCase()} = defineRoute(`);
  });

  it("is in the table of endpoints", () => {
    const known = OPERATIONS.map((one) => one.path.slice(1).replaceAll(/\{(\w+)\}/g, "[$1]"));
    for (const { folder } of routes) expect(known).toContain(folder);
  });
});
