import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IMPORT_FIELDS } from "./import-fields";
import { guessMapping, headerKey, missingColumns } from "./mapping";

const HEADER = [
  "客户号",
  "姓名",
  "手机号码",
  "开户网点",
  "出生日期",
  "客户类型",
  "产品",
  "渠道偏好",
  "营销短信授权",
  "备注",
];
const FIELDS = [
  "number",
  "name",
  "phone",
  "branch",
  "birthDate",
  "kind",
  "products",
  "preferredChannel",
  "promotionConsent",
  "remarks",
];
const ROWS = [
  ["C0070000001", "钱林", "15483009954", "GS-04", "1996年6月14日", "农户", "社保卡、惠农e贷", "邮件", "否", ""],
  ["C0070000002", "魏丽晓", "+8619406925335", "HN-04", "19570811", "农户", "商户流水贷", "", "是", ""],
  ["C0070000003", "王玲", "15457834685", "GX-02", "1975-11-06", "工薪", "粮食补贴账户", "短信", "是", ""],
];
const fieldsOf = (header: string[], rows: string[][] = []) => {
  const { mapping } = guessMapping(header, rows);
  return header.map((_, column) => IMPORT_FIELDS.find((field) => mapping[field] === column) ?? null);
};

describe("guessing which column is which", () => {
  it("knows the sample file's columns, in any order", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          HEADER.map((_, index) => index),
          { minLength: HEADER.length },
        ),
        (order) => {
          const found = fieldsOf(
            order.map((index) => HEADER[index]!),
            ROWS.map((row) => order.map((index) => row[index]!)),
          );
          expect(found).toEqual(order.map((index) => FIELDS[index]));
        },
      ),
    );
  });

  it("knows English columns", () => {
    expect(
      fieldsOf([
        "Customer No.",
        "Full Name",
        "Mobile Number",
        "Branch Code",
        "Date of Birth",
        "Segment",
        "Products",
        "Preferred channel",
        "Promotional SMS consent",
        "Remarks",
        "E-mail",
        "Language",
        "Tags",
      ]),
    ).toEqual([
      "number",
      "name",
      "phone",
      "branch",
      "birthDate",
      "kind",
      "products",
      "preferredChannel",
      "promotionConsent",
      "remarks",
      "email",
      "language",
      "tags",
    ]);
  });

  it("takes what a customer can bear for his risk tolerance, and no judgement on him", () => {
    expect(fieldsOf(["风险承受能力等级", "渠道偏好"])).toEqual(["riskTolerance", "preferredChannel"]);
    expect(fieldsOf(["风险偏好"])).toEqual(["riskTolerance"]);
    expect(fieldsOf(["Risk tolerance"])).toEqual(["riskTolerance"]);
    expect(fieldsOf(["风险测评结果", "风险测评日期"])).toEqual(["riskTolerance", null]);
    expect(fieldsOf(["信用风险等级", "洗钱风险等级", "产品风险等级"]).includes("riskTolerance")).toBe(false);
  });

  it("knows what other banks call them, with notes in brackets", () => {
    expect(fieldsOf(["*客户编号（必填）", "客户名称", "联系电话", "所属机构", "生日", "是否同意营销"])).toEqual([
      "number",
      "name",
      "phone",
      "branch",
      "birthDate",
      "promotionConsent",
    ]);
  });

  it("is not deceived by columns about somebody else", () => {
    expect(
      fieldsOf(["客户经理姓名", "客户姓名", "紧急联系人手机", "手机号", "办公电话", "产品名称", "网点地址", "网点"]),
    ).toEqual([null, "name", null, "phone", null, "products", null, "branch"]);
  });

  it("takes the column with mobile numbers when two are called phone", () => {
    expect(
      fieldsOf(
        ["电话", "联系电话"],
        [
          ["010-88886666", "15412345678"],
          ["0731-8888777", "16412345678"],
        ],
      ),
    ).toEqual([null, "phone"]);
  });

  it("keeps a column whose values look wrong when there is no better one, with little confidence", () => {
    const guessed = guessMapping(["手机号"], [["1.54E+10"], ["无"]]);
    expect(guessed.mapping.phone).toBe(0);
    expect(guessed.confidence.phone).toBeLessThan(0.5);
  });

  it("reads sample rows where headers are silent, with less confidence", () => {
    const { mapping, confidence } = guessMapping(
      ["A", "B", "C"],
      [
        ["C0070000001", "15412345678", "1990-05-03"],
        ["C0070000002", "16412345678", "1991-05-03"],
      ],
    );
    expect([mapping.number, mapping.phone, mapping.birthDate]).toEqual([0, 1, 2]);
    expect(confidence.phone).toBeLessThan(1);
  });

  it("never guesses a consent from values", () => {
    expect(
      guessMapping(
        ["A", "B"],
        [
          ["是", "1"],
          ["否", "0"],
        ],
      ).mapping.promotionConsent,
    ).toBeNull();
  });

  it("leaves unknown columns and our own reasons column alone", () => {
    const guessed = guessMapping(["未导入原因", "客户号", "贷款余额"], [["手机号码有误", "C0070000001", "1000"]]);
    expect(guessed.unmapped).toEqual([0, 2]);
    expect(guessed.mapping.remarks).toBeNull();
  });

  it("says which required columns are missing", () => {
    expect(guessMapping(["客户号", "姓名"], []).missing).toEqual([
      { code: "import.column_missing", field: "phone" },
      { code: "import.column_missing", field: "branch" },
    ]);
    expect(missingColumns({ number: 0, name: 1, phone: 2, branch: 3 })).toEqual([]);
  });

  it("gives no column to two fields", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom(...HEADER, "电话", "name", "客户手机姓名")), { maxLength: 12 }),
        (header) => {
          const columns = Object.values(guessMapping(header, []).mapping).filter((column) => column !== null);
          expect(new Set(columns).size).toBe(columns.length);
        },
      ),
    );
  });

  it("remembers a header however it is spaced", () =>
    expect(headerKey([" 客户号*", "Full Name"])).toBe(headerKey(["客户号", "fullname"])));
});
