import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";

// A million takes half a minute: `npm run fuzz:carriers`.
const RUNS = process.env.FUZZ_RUNS ?? "100000";

describe("what carriers may send by mistake or malice", () => {
  it("throws nowhere, becomes no receipt that does not stand in it, and keeps no memory", () => {
    const said = execFileSync(process.execPath, ["--expose-gc", "--conditions=react-server", "--import", "tsx", "scripts/fuzz-carriers.ts", RUNS], { encoding: "utf8", env: { ...process.env, LOG_LEVEL: "silent" } });
    expect(said).toContain(`${RUNS} PDUs and callbacks: nothing threw`);
    expect(said).toContain(" 0 did not;");
  });
});
