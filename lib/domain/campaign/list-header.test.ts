import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findListHeader, findListKeys } from "./list-header";

describe("the header of an uploaded list", () => {
  it("is the row that names the key, also below a title", () => {
    expect(findListHeader([["客户号", "金额"]], false)).toBe(0);
    expect(findListHeader([["手机号码"], ["15400000001"]], false)).toBe(0);
    expect(findListHeader([["春耕客户名单"], ["客户号", "金额"]], false)).toBe(1);
    expect(findListHeader([["客户号清单"], ["客户号"]], false)).toBe(1);
  });

  it("may have names that nobody knows, when the values below are known", () => {
    expect(findListHeader([["编码"], ["C0010000007"]], false)).toBe(0);
    expect(findListKeys(["编码"], [["C0010000007"]])).toEqual({ number: 0, phone: null });
  });

  it("is not waited for longer than needed", () => {
    expect(findListHeader([["手机号码"]], false)).toBe("more");
    expect(findListHeader([["手机号码"]], true)).toBe(0);
    expect(findListHeader([["姓名", "城市"]], false)).toBe("more");
    expect(findListHeader([["姓名", "城市"]], true)).toBe(0);
  });

  it("is never the first customer, by number or by phone", () => {
    const number = fc.tuple(fc.constantFrom("", "C", "HN", "khs"), fc.integer({ min: 10_000, max: 999_999_999 })).map(([mark, digits]) => `${mark}${digits}`);
    const phone = fc.tuple(fc.constantFrom("", "+86 ", "86"), fc.integer({ min: 1_000_000_000, max: 9_999_999_999 })).map(([mark, digits]) => `${mark}1${digits}`);
    fc.assert(fc.property(fc.oneof(number, phone), fc.array(fc.string(), { maxLength: 3 }), (key, more) => {
      fc.pre(!more.some((cell) => /客户|手机|电话|phone|mobile|cif|cust|client|tel|cell|msisdn|ecif|移动|联系/i.test(cell.normalize("NFKC"))));
      expect(findListHeader([[key, ...more]], false)).toBeNull();
    }));
  });

  it("tells the key column; without one the values do, down to a single row", () => {
    expect(findListKeys(["姓名", "客户手机号"], [["王一", "15400000001"]])).toEqual({ number: null, phone: 1 });
    expect(findListKeys(null, [["15400000001"]])).toEqual({ number: null, phone: 0 });
    expect(findListKeys(null, [["88.5", "C0010000007"], ["9", "c0010000008"]])).toEqual({ number: 1, phone: null });
    expect(findListKeys(["姓名", "城市"], [["王一", "长沙"]])).toBeNull();
  });
});
