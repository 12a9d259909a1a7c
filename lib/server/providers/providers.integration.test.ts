import { describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { db } from "../db/client";
import { saveProvider } from "./commands";

const account = {
  key: "line-one", name: "一号通道", driver: "simulator", channel: "sms" as const, speedPerSecond: 100, priority: 1, contractNumber: null, contractEndsAt: null, takesOffers: true, dryRun: false, keepsExchanges: "all" as const, settings: { seed: "one" }, secrets: null,
};

describe("a carrier account", () => {
  it("is refused while its settings do not fit its driver, instead of failing at the first text", async () => {
    const admin = await makeActor<"provider:write">((await makeBranchTree()).branch, ["administrator"]) as Authorized<"provider:write">;
    expect(await saveProvider(admin, { ...account, settings: { seed: 7 } })).toEqual({ ok: false, error: { code: "provider.settings_invalid" } });
    expect(await saveProvider(admin, { ...account, settings: { failureShare: 3 } })).toEqual({ ok: false, error: { code: "provider.settings_invalid" } });
    expect(await saveProvider(admin, { ...account, driver: "pigeon" })).toMatchObject({ ok: false });
    expect(await db().providerAccount.count({ where: { key: account.key } })).toBe(0);
    expect(await saveProvider(admin, account)).toMatchObject({ ok: true });
    expect(await db().auditEntry.count({ where: { action: "provider.created" } })).toBe(1);
  });

  it("keeps whether its carrier takes offers, and the trail says who changed it", async () => {
    const admin = await makeActor<"provider:write">((await makeBranchTree()).branch, ["administrator"]) as Authorized<"provider:write">;
    const saved = await saveProvider(admin, { ...account, key: "line-cloud", takesOffers: false });
    if (!saved.ok) throw new Error(saved.error.code);
    const accountId = saved.value.id;
    expect(await db().providerAccount.findUnique({ where: { id: accountId }, select: { takesOffers: true } })).toEqual({ takesOffers: false });
    expect(await saveProvider(admin, { ...account, key: "line-cloud", accountId, takesOffers: true })).toMatchObject({ ok: true });
    const trail = await db().auditEntry.findMany({ where: { subjectId: accountId }, orderBy: { seq: "asc" }, select: { detail: true } });
    expect(trail.map(({ detail }) => (detail as { takesOffers?: boolean }).takesOffers)).toEqual([false, true]);
  });
});
