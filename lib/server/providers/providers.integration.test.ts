import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Authorized, Permission } from "@/lib/domain/access/permissions";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import en from "@/lib/i18n/messages/en/settings.json";
import zh from "@/lib/i18n/messages/zh-CN/settings.json";
import { driverKeys, driverNamed, registerDriver } from "../carriers/registry";
import { fieldsOf } from "../carriers/setting-form";
import { simulator } from "../carriers/simulator/driver";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { newAccountForm, readAccountForm, usableDrivers } from "./account-form";
import { setProviderDisabled } from "./commands";
import { accountInUse, listProviders } from "./queries";
import { saveProvider } from "./save-commands";

type Input = Parameters<typeof saveProvider>[1];

const account: Input = {
  key: "line-one", name: "一号通道", driver: "simulator", speedPerSecond: 100, priority: 1, contractNumber: "", contractEndsOn: "", takesOffers: true, dryRun: false, keepsExchanges: "all", settings: { seed: "one" }, secrets: {},
};
const guarded = {
  ...simulator, key: "guarded", settings: z.object({ host: z.string().min(1), port: z.number().default(7890), source: z.object({ ton: z.number().default(0) }).prefault({}) }),
  secrets: z.object({ password: z.string().min(4), token: z.string().optional() }),
};

let admin: Authorized<Permission>;
const undo: (() => void)[] = [];
beforeEach(async () => {
  admin = await makeActor<Permission>((await makeBranchTree()).head, ["administrator"]);
});
afterEach(() => undo.splice(0).reverse().forEach((back) => back()));

const trailOf = (id: string) => db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: "asc" }, select: { action: true, detail: true } });
async function saved(input: Input): Promise<string> {
  const result = await saveProvider(admin, input);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.id;
}

describe("a carrier account", () => {
  it("is refused while its settings do not fit its driver, at the field that is wrong, instead of failing at the first text", async () => {
    expect(await saveProvider(admin, { ...account, settings: { failureShare: 3 } })).toMatchObject({ ok: false, error: { code: "provider.settings_invalid", fields: { "settings.failureShare": ["provider.setting_invalid"] } } });
    expect(await saveProvider(admin, { ...account, driver: "pigeon" })).toEqual({ ok: false, error: { code: "provider.driver_unknown" } });
    expect(await db().providerAccount.count({ where: { key: account.key } })).toBe(0);
    const id = await saved(account);
    expect((await trailOf(id)).map(({ action }) => action)).toEqual(["provider.created"]);
    expect(await saveProvider(admin, account)).toEqual({ ok: false, error: { code: "provider.key_taken" } });
  });

  it("keeps its secrets encrypted, changes only those that are typed, and never hands one out again", async () => {
    undo.push(registerDriver(guarded));
    const input: Input = { ...account, key: "line-guarded", driver: "guarded", settings: { host: "gateway.example", port: null, source: "" }, secrets: { password: "hunter2", token: "" } };
    expect(await saveProvider(admin, { ...input, secrets: {} })).toMatchObject({ ok: false, error: { code: "provider.secrets_invalid", fields: { "secrets.password": ["field.required"] } } });
    expect(await saveProvider(admin, { ...input, settings: { host: "h", source: "{" } })).toMatchObject({ ok: false, error: { fields: { "settings.source": ["provider.json_malformed"] } } });
    const accountId = await saved(input);
    await saved({ ...input, accountId, secrets: { password: "", token: "t-1" } });
    const { secretsCipher } = await db().providerAccount.findUniqueOrThrow({ where: { id: accountId }, select: { secretsCipher: true } });
    expect(JSON.parse(decrypt(secretsCipher!, "provider.secrets"))).toEqual({ password: "hunter2", token: "t-1" });
    const form = await readAccountForm(admin, accountId);
    expect(form?.storedSecrets).toEqual(["password", "token"]);
    const shown = JSON.stringify([form, await listProviders(admin)], (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));
    expect(shown).not.toMatch(/hunter2|t-1/);
    expect(JSON.stringify(await trailOf(accountId))).not.toMatch(/hunter2|t-1|gateway\.example/);
  });

  it("is changed with a trace of what was changed, by name", async () => {
    const input = { ...account, key: "line-trace" };
    const accountId = await saved(input);
    const changed = { ...input, accountId, speedPerSecond: 50, takesOffers: false, settings: { seed: "two" } };
    await saved(changed);
    expect((await trailOf(accountId)).at(-1)).toMatchObject({ action: "provider.changed", detail: { takesOffers: false, changed: ["speedPerSecond", "takesOffers", "settings.seed"] } });
    await saved(changed);
    expect((await trailOf(accountId)).at(-1)).toMatchObject({ detail: { changed: [] } });
  });

  it("comes out of its form as it went in", async () => {
    const accountId = await saved({ ...account, key: "line-form", contractEndsOn: "2027-06-30", contractNumber: "HY-9", settings: { seed: "x", failureShare: 0.2 } });
    const form = await readAccountForm(admin, accountId);
    await saved(form!.defaults);
    expect((await trailOf(accountId)).at(-1)).toMatchObject({ detail: { changed: [] } });
    expect((await db().providerAccount.findUniqueOrThrow({ where: { id: accountId } })).contractEndsAt?.toISOString()).toBe("2027-06-30T15:59:59.999Z");
  });

  it("is never one of a real carrier in a demo", async () => {
    expect(usableDrivers()).toEqual(["simulator"]);
    expect(newAccountForm(admin, "cmpp")).toBeNull();
    expect(await saveProvider(admin, { ...account, key: "line-real", driver: "cmpp" })).toEqual({ ok: false, error: { code: "provider.demo_only_simulator" } });
  });

  it("is switched off and on with a trace", async () => {
    const accountId = await saved({ ...account, key: "line-switch" });
    await setProviderDisabled(admin, accountId, true);
    await setProviderDisabled(admin, accountId, false);
    expect((await trailOf(accountId)).map(({ action }) => action)).toEqual(["provider.created", "provider.disabled", "provider.enabled"]);
  });

  it("for calls begins closed, also one that sent texts before, and is opened by a step of its own that leaves a trace", async () => {
    undo.push(registerDriver({ ...simulator, channel: "voice" }));
    const input = { ...account, key: "line-calls" };
    const accountId = await saved(input);
    const inUse = () => accountInUse("voice", now());
    expect(await inUse()).toBeNull();
    // Changed while closed it stays closed, changed while open it stays open.
    await saved({ ...input, accountId, priority: 2 });
    expect(await inUse()).toBeNull();
    await setProviderDisabled(admin, accountId, false);
    await saved({ ...input, accountId, priority: 3 });
    expect(await inUse()).toMatchObject({ id: accountId });
    const trail = await trailOf(accountId);
    expect(trail.map(({ action }) => action)).toEqual(["provider.created", "provider.changed", "provider.enabled", "provider.changed"]);
    expect(trail.map(({ detail }) => (detail as { closed?: boolean }).closed)).toEqual([true, undefined, undefined, undefined]);
    await setProviderDisabled(admin, accountId, true);
    const texts = await db().providerAccount.create({ data: { key: "line-turned", name: "转用", driver: "simulator", channel: "sms" }, select: { id: true } });
    await saved({ ...account, key: "line-turned", accountId: texts.id });
    expect(await inUse()).toBeNull();
  });

  it("has words in both languages for everything that a driver can be set", () => {
    const drivers = driverKeys().map(driverNamed);
    const names = new Set(drivers.flatMap(({ settings, secrets }) => [settings, ...(secrets ? [secrets] : [])].flatMap(fieldsOf).map(({ name }) => name)));
    for (const words of [zh, en]) expect([...names].filter((name) => !Object.hasOwn(words.carriers.setting, name))).toEqual([]);
  });
});
