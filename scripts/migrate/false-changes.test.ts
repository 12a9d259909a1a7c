import { describe, expect, it } from "vitest";
import { withoutFalseChanges } from "./false-changes.ts";

const FIRST = `-- CreateIndex
CREATE INDEX "customer_branch_path_id_idx" ON "customer"("branch_path" text_pattern_ops, "id");

CREATE INDEX customer_tags ON customer USING gin (tags);
`;

describe("a proposed migration", () => {
  it("does not drop an index that was written by hand", () => {
    expect(withoutFalseChanges('-- DropIndex\nDROP INDEX "customer_tags";\n', [FIRST])).toBe("");
  });

  it("does not make an unchanged index again", () => {
    const script = `-- DropIndex
DROP INDEX "customer_branch_path_id_idx";

-- CreateIndex
CREATE INDEX "customer_branch_path_id_idx" ON "customer"("branch_path" text_pattern_ops, "id");
`;
    expect(withoutFalseChanges(script, [FIRST])).toBe("");
  });

  it("keeps the index whose columns have changed", () => {
    const script = `-- DropIndex
DROP INDEX "customer_branch_path_id_idx";

-- CreateIndex
CREATE INDEX "customer_branch_path_id_idx" ON "customer"("branch_path" text_pattern_ops, "number");
`;
    expect(withoutFalseChanges(script, [FIRST])).toBe(script);
  });

  it("keeps the dropping of an index that left the data model", () => {
    const script = '-- DropIndex\nDROP INDEX "customer_branch_path_id_idx";\n';
    expect(withoutFalseChanges(script, [FIRST])).toBe(script);
  });

  it("keeps everything else as it is", () => {
    const script = '-- AlterTable\nALTER TABLE "customer" ADD COLUMN     "village" TEXT,\nADD COLUMN     "age" INTEGER;\n';
    expect(withoutFalseChanges(script, [FIRST])).toBe(script);
  });
});
