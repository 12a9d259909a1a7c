import { describe, expect, it } from "vitest";
import { systemActor } from "@/lib/domain/access/permissions";
import { countSignInFailure, isSignInLocked } from "@/lib/server/auth/limiter";
import { signIn } from "@/lib/server/auth/sign-in";
import { unlockSignIn } from "@/lib/server/auth/unlock";
import { verifyChain } from "@/lib/server/audit/verify";
import { db } from "@/lib/server/db/client";
import { createFirstAdministrator } from "@/lib/server/people/first-administrator";
import { asOwner } from "./database";

const COMMAND = systemActor("admin-command", ["person:write"]);
const PASSWORD = "correct horse battery";
const input = (login: string) => ({ login, name: "管理员", branchCode: "HQ", password: PASSWORD });

describe("the first administrator of a new installation", () => {
  it("gets a head office, can sign in, and is made once even when asked for twice at the same time", async () => {
    const made = await Promise.all([
      createFirstAdministrator(COMMAND, input("a@bank")),
      createFirstAdministrator(COMMAND, input("b@bank")),
    ]);
    expect(made.filter((one) => one.ok)).toHaveLength(1);
    expect(made.find((one) => !one.ok)).toMatchObject({ error: { code: "person.administrator_exists" } });
    const people = await db().person.findMany({
      select: { login: true, roles: true, branch: { select: { code: true, kind: true } } },
    });
    expect(people).toMatchObject([{ roles: ["administrator"], branch: { code: "HQ", kind: "head_office" } }]);
    expect(await signIn(people[0]!.login, PASSWORD)).toMatchObject({ ok: true });
  });

  it("may be made again once no administrator can sign in", async () => {
    await db().person.updateMany({ data: { disabledAt: new Date() } });
    expect(await createFirstAdministrator(COMMAND, { ...input("c@bank"), branchCode: "XX" })).toMatchObject({
      ok: false,
      error: { code: "person.branch_out_of_scope" },
    });
    expect(await createFirstAdministrator(COMMAND, input("c@bank"))).toMatchObject({ ok: true });
  });
});

describe("unlocking a login", () => {
  it("ends its lock and leaves a trace that does not name it", async () => {
    for (let failures = 0; failures < 5; failures += 1) await countSignInFailure("c@bank");
    expect(await isSignInLocked("c@bank")).toBe(true);
    await unlockSignIn(COMMAND, "C@bank ");
    expect(await isSignInLocked("c@bank")).toBe(false);
    const trace = await db().auditEntry.findFirstOrThrow({ where: { action: "session.unlocked" } });
    expect(
      JSON.stringify(trace, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain("c@bank");
  });
});

describe("the audit trail of all this", () => {
  it("is whole, and shows where somebody went round the application to change it", async () => {
    const whole = await verifyChain();
    expect(whole).toMatchObject({ whole: true });
    expect(whole.entries).toBeGreaterThan(3);
    await asOwner("ALTER TABLE audit_entry DISABLE TRIGGER USER");
    await asOwner("UPDATE audit_entry SET actor_name = 'nobody' WHERE seq = 2");
    expect(await verifyChain()).toEqual({ whole: false, entries: 1, brokenAt: "2", fault: "changed" });
    await asOwner("DELETE FROM audit_entry WHERE seq = 2");
    expect(await verifyChain()).toEqual({ whole: false, entries: 1, brokenAt: "3", fault: "missing" });
  });
});
