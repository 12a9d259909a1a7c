import { describe, expect, it } from "vitest";
import { fail, ok } from "@/lib/domain/shared/result";
import type { ImportedCustomer, RowRefusal } from "./import-row";
import { countRow, emptyTally, numberOf, refuseDuplicate } from "./import-tally";

const customer = { number: "C1", phone: "+8615412345678" } as ImportedCustomer;
const refusal: RowRefusal = { code: "import.phone", column: "phone", detail: "phone.empty", number: "C1" };

describe("what became of a file's rows", () => {
  it("always adds up", () => {
    let tally = emptyTally();
    for (const read of [ok(customer), fail(refusal), refuseDuplicate(ok(customer), true), ok(customer)])
      tally = countRow(tally, read);
    tally = countRow(tally, ok(customer), 1);
    expect(tally).toMatchObject({
      rows: 5,
      taken: 3,
      refused: 2,
      warnings: 1,
      byReason: { phone: 1, duplicate: 1, name: 0 },
    });
    expect(tally.taken + tally.refused).toBe(tally.rows);
    expect(Object.values(tally.byReason).reduce((sum, count) => sum + count)).toBe(tally.refused);
  });

  it("keeps the reason of a row that is at fault itself, though its number stood further up", () => {
    expect(refuseDuplicate(fail(refusal), true)).toEqual(fail(refusal));
  });

  it("knows the number of a refused row, so that the first row wins", () => {
    expect(numberOf(fail(refusal))).toBe("C1");
    expect(refuseDuplicate(ok(customer), true)).toMatchObject({
      error: { code: "import.duplicate", column: "number" },
    });
    expect(refuseDuplicate(ok(customer), false)).toEqual(ok(customer));
  });
});
