import { expect, it } from "vitest";
import { pathsUpwards } from "./scope";

it("names a branch and all above it", () => {
  expect(pathsUpwards("HQ/HN/HN-01/")).toEqual(["HQ/", "HQ/HN/", "HQ/HN/HN-01/"]);
  expect(pathsUpwards("")).toEqual([]);
});
