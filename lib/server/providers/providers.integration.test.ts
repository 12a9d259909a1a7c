import { describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { registerDriver } from "../carriers/registry";
import { simulator } from "../carriers/simulator/driver";
import { db } from "../db/client";
import { accountInUse } from "./queries";
import { saveProvider, setProviderDisabled } from "./commands";

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

  it("for calls begins closed, also one that sent texts before, and is opened by a step of its own that leaves a trace", async () => {
    const admin = await makeActor<"provider:write">((await makeBranchTree()).branch, ["administrator"]) as Authorized<"provider:write">;
    const undo = registerDriver({ ...simulator, key: "simulator", channel: "voice" });
    try {
      const made = await saveProvider(admin, { ...account, key: "line-calls", channel: "voice" });
      if (!made.ok) throw new Error(made.error.code);
      expect(await accountInUse("voice", new Date())).toBeNull();
      // Changed while closed it stays closed, changed while open it stays open.
      const accountId = made.value.id;
      await saveProvider(admin, { ...account, key: "line-calls", channel: "voice", accountId, priority: 2 });
      expect(await accountInUse("voice", new Date())).toBeNull();
      await setProviderDisabled(admin, accountId, false);
      await saveProvider(admin, { ...account, key: "line-calls", channel: "voice", accountId, priority: 3 });
      expect(await accountInUse("voice", new Date())).toMatchObject({ id: accountId });
      expect((await db().auditEntry.findMany({ where: { subjectId: accountId }, orderBy: { seq: "asc" }, select: { action: true } })).map((one) => one.action)).toEqual(["provider.created", "provider.changed", "provider.enabled", "provider.changed"]);
      await setProviderDisabled(admin, accountId, true);
      const texts = await db().providerAccount.create({ data: { key: "line-turned", name: "转用", driver: "simulator", channel: "sms" }, select: { id: true } });
      await saveProvider(admin, { ...account, key: "line-turned", channel: "voice", accountId: texts.id });
      expect(await accountInUse("voice", new Date())).toBeNull();
    } finally {
      undo();
    }
  });
});
