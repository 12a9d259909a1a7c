import { describe, expect, it } from "vitest";
import { parseBirthDate } from "./birth-date";

const NOW = new Date("2026-11-24T02:00:00Z");

describe("a date of birth in a file", () => {
  it.each([
    ["1996年6月14日", "1996-06-14"],
    ["1996 年 6 月 14 日", "1996-06-14"],
    ["1990/5/3", "1990-05-03"],
    ["1990.05.03", "1990-05-03"],
    ["19570811", "1957-08-11"],
    ["１９５７０８１１", "1957-08-11"],
    ["1975-11-06", "1975-11-06"],
    ["　1975-11-06 ", "1975-11-06"],
    ["1975-11-06 00:00:00", "1975-11-06"],
    ["1975/11/6 0:00", "1975-11-06"],
    ["1975-11-06T00:00:00.000Z", "1975-11-06"],
    ["2000-02-29", "2000-02-29"],
    ["2026-11-24", "2026-11-24"],
  ])("%s is %s", (input, date) => expect(parseBirthDate(input, NOW)).toEqual({ ok: true, value: date }));

  it("may be missing", () => expect(parseBirthDate(" 　", NOW)).toEqual({ ok: true, value: null }));

  it.each([
    ["1990-02-30", "birth_date.impossible"],
    ["1900-02-29", "birth_date.impossible"],
    ["1990-13-01", "birth_date.impossible"],
    ["19900001", "birth_date.impossible"],
    ["0000-00-00", "birth_date.impossible"],
    ["1900-01-01", "birth_date.impossible"],
    ["2087-01-01", "birth_date.future"],
    ["2026-11-26", "birth_date.future"],
    ["19901", "birth_date.unreadable"],
    ["35230", "birth_date.unreadable"],
    ["5/3/1990", "birth_date.unreadable"],
    ["1990-5/3", "birth_date.unreadable"],
    ["90-05-03", "birth_date.unreadable"],
    ["1975-11-06 13:45:00", "birth_date.unreadable"],
    ["不详", "birth_date.unreadable"],
  ])("%s is refused as %s", (input, code) =>
    expect(parseBirthDate(input, NOW)).toEqual({ ok: false, error: { code } }),
  );

  it("is the future only when it is the future everywhere on Earth", () => {
    expect(parseBirthDate("2026-11-25", new Date("2026-11-24T16:30:00Z")).ok).toBe(true);
    expect(parseBirthDate("2026-11-25", new Date("2026-11-24T02:00:00Z")).ok).toBe(false);
  });
});
