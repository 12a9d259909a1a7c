import { describe, expect, it } from "vitest";
import { LatelyUsed } from "./lately-used";

describe("what was used lately", () => {
  it("is made once for a key, and never more than so many are kept", () => {
    const store = new LatelyUsed<string>(3);
    const made: string[] = [];
    const get = (key: string) => store.get(key, () => (made.push(key), key.toUpperCase()));
    for (const key of ["a", "b", "a", "c", "a"]) expect(get(key)).toBe(key.toUpperCase());
    expect(made).toEqual(["a", "b", "c"]);
    get("d");
    expect(store.size).toBe(3);
    // b was least lately asked for.
    for (const key of ["a", "c", "d"]) get(key);
    expect(made).toEqual(["a", "b", "c", "d"]);
    get("b");
    expect(made.at(-1)).toBe("b");
  });
});
