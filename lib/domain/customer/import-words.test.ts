import { describe, expect, it } from "vitest";
import enErrors from "@/lib/i18n/messages/en/errors/import.json";
import enColumns from "@/lib/i18n/messages/en/import-columns.json";
import zhErrors from "@/lib/i18n/messages/zh-CN/errors/import.json";
import zhColumns from "@/lib/i18n/messages/zh-CN/import-columns.json";
import { isReasonColumn } from "./header";
import { IMPORT_FIELDS, type ImportField } from "./import-fields";
import { REFUSAL_REASONS } from "./import-state";
import { guessMapping } from "./mapping";

describe("the words of imports", () => {
  it.each([zhColumns, enColumns])("name every field, and our own names are recognised as headers", ({ fields }) => {
    expect(Object.keys(fields)).toEqual([...IMPORT_FIELDS]);
    const header = IMPORT_FIELDS.map((field: ImportField) => fields[field]);
    expect(Object.values(guessMapping(header, []).mapping)).toEqual(IMPORT_FIELDS.map((_, column) => column));
  });

  it.each([zhColumns, enColumns])("call the reasons column by a name that an import skips", ({ reason }) => {
    expect(isReasonColumn(reason)).toBe(true);
  });

  it.each([zhErrors, enErrors])("explain every reason", (errors) => {
    for (const reason of REFUSAL_REASONS) expect(errors[reason]).toMatch(/\S/);
    // A failed import keeps its code and nothing else: the words must stand without numbers to fill in.
    for (const words of Object.values(errors)) expect(words).not.toContain("{");
  });
});
