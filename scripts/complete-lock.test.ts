import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { missingOptionals } from "./complete-lock.mjs";

it("package-lock.json names the packages of every platform, so that `npm ci` accepts it on each of them", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Parameters<typeof missingOptionals>[0];
  // `npm run lock` writes them down where the registry does not have them.
  expect(missingOptionals(lock)).toEqual([]);
});

it("a package that is nested deeper counts as locked", () => {
  const packages = {
    "node_modules/a": { optionalDependencies: { b: "1.0.0", c: "1.0.0" } },
    "node_modules/a/node_modules/b": {},
  };
  expect(missingOptionals({ packages })).toEqual([{ name: "c", version: "1.0.0" }]);
});
