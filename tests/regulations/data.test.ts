import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DATA_CLASSES } from "@/lib/domain/access/data-classes";

/** "Model.field" for every encrypted column of the schema. */
function encryptedColumns(): string[] {
  const schema = readdirSync("prisma/schema").map((file) => readFileSync(`prisma/schema/${file}`, "utf8")).join("\n");
  return [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].flatMap(([, model, body]) =>
    [...(body ?? "").matchAll(/^\s+(\w*[cC]ipher)\s+Bytes/gm)].map((match) => `${model}.${match[1]}`),
  );
}

describe("personal data", () => {
  it("CN-DSL-21: every encrypted column has a class, and every class a column", () => {
    expect(encryptedColumns().sort()).toEqual(Object.keys(DATA_CLASSES).sort());
  });
});
