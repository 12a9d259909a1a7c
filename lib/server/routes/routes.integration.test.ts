import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { createRouteSchema } from "@/lib/domain/routes/schema";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { now } from "../clock";
import { db } from "../db/client";
import { askRoute } from "./ask-route";
import { createRoute, placeRoute, removeRoute, setRouteDisabled } from "./commands";
import { listRoutes } from "./queries";

type Admin = Authorized<"settings:read"> & Authorized<"settings:write">;
type Tree = Awaited<ReturnType<typeof makeBranchTree>>;

const PHONE = "13800138000";

describe("a route", () => {
  let admin: Admin;
  let tree: Tree;
  let one: { id: string; key: string };
  let other: { id: string; key: string };
  beforeEach(async () => {
    await db().route.deleteMany();
    await db().providerAccount.updateMany({ data: { disabledAt: now() } });
    tree = await makeBranchTree();
    admin = await makeActor<"settings:read" | "settings:write">(tree.head, ["administrator"]) as Admin;
    [one, other] = [await makeProviderAccount(), await makeProviderAccount()];
    await db().providerAccount.update({ where: { id: one.id }, data: { priority: 1 } });
  });
  const wish = (change: Record<string, unknown> = {}) =>
    createRouteSchema.parse({ channel: "sms", purpose: "all", country: "", prefix: "", branchId: null, accountId: other.id, rank: 100, weight: 1, ...change });
  const add = async (change: Record<string, unknown> = {}) => {
    const made = await createRoute(admin, wish(change));
    if (!made.ok) throw new Error(made.error.code);
    return made.value.id;
  };
  const ask = async (phone = PHONE, purpose: "risk" | "account" = "account") => {
    const asked = await askRoute(admin, { channel: "sms", purpose, branchId: tree.branch.id, phone });
    if (!asked.ok) throw new Error(asked.error.code);
    const { byRoutes, waitsUntil, accounts } = asked.value;
    const own = accounts.filter(({ id }) => [one.id, other.id].includes(id));
    return { byRoutes, waitsUntil, ids: own.map(({ id }) => id), shares: own.map(({ share }) => share), verdicts: own.map(({ verdict }) => verdict) };
  };
  const trail = async (id: string) => (await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: "asc" }, select: { action: true } })).map(({ action }) => action);

  it("leads messages that fit to its account, and the others in the accounts' own order", async () => {
    await add({ purpose: "risk", country: "cn", prefix: "138", branchId: tree.province.id });
    expect(await ask(PHONE, "risk")).toMatchObject({ byRoutes: true, ids: [other.id, one.id], shares: [1, 0], verdicts: ["leaves", "other_routes"] });
    expect(await ask("13900139000", "risk")).toMatchObject({ byRoutes: false, ids: [one.id, other.id], shares: [1, 0], verdicts: ["leaves", "reserve"] });
    expect(await ask(PHONE, "account")).toMatchObject({ byRoutes: false });
  });

  it("shares messages by weight among accounts of one rank", async () => {
    await add({ weight: 3 });
    await add({ accountId: one.id, weight: 1 });
    const { ids, shares } = await ask();
    expect(ids).toEqual([other.id, one.id]);
    expect(shares[0]).toBeGreaterThan(0.65);
    expect(shares[0]).toBeLessThan(0.85);
  });

  it("leads nowhere while it is switched off, and can be removed only then", async () => {
    const id = await add();
    expect(await removeRoute(admin, id)).toEqual({ ok: false, error: { code: "route.not_found" } });
    expect(await setRouteDisabled(admin, id, true)).toEqual({ ok: true, value: null });
    expect(await setRouteDisabled(admin, id, true)).toEqual({ ok: false, error: { code: "route.not_found" } });
    expect((await ask()).byRoutes).toBe(false);
    expect(await setRouteDisabled(admin, id, false)).toEqual({ ok: true, value: null });
    expect((await ask()).byRoutes).toBe(true);
    await setRouteDisabled(admin, id, true);
    expect(await removeRoute(admin, id)).toEqual({ ok: true, value: null });
    expect(await trail(id)).toEqual(["route.created", "route.changed", "route.changed", "route.changed", "route.removed"]);
  });

  it("is refused twice, for an account of another channel, and for a branch of others", async () => {
    await add({ rank: 1 });
    expect(await createRoute(admin, wish({ rank: 2 }))).toEqual({ ok: false, error: { code: "route.exists" } });
    expect(await createRoute(admin, wish({ channel: "email" }))).toEqual({ ok: false, error: { code: "route.other_channel" } });
    const elsewhere = await makeBranchTree();
    expect(await createRoute(admin, wish({ branchId: elsewhere.branch.id }))).toEqual({ ok: false, error: { code: "route.branch_missing" } });
    expect(await db().route.count()).toBe(1);
  });

  it("shows an account that rests in its place, with nothing leaving through it", async () => {
    await db().providerAccount.update({ where: { id: one.id }, data: { breaker: "open", breakerAt: new Date(now().getTime() + 60_000) } });
    expect(await ask()).toMatchObject({ ids: [one.id, other.id], shares: [0, 1], verdicts: ["rests", "leaves"], waitsUntil: null });
    await db().providerAccount.update({ where: { id: other.id }, data: { breaker: "open", breakerAt: new Date(now().getTime() + 30_000) } });
    expect(await ask()).toMatchObject({ shares: [0, 0], verdicts: ["rests", "rests"] });
    expect((await ask()).waitsUntil).not.toBeNull();
  });

  it("is said to be out of use where its account is, and why an account takes no offers", async () => {
    const id = await add();
    await db().providerAccount.update({ where: { id: other.id }, data: { disabledAt: now() } });
    expect(await ask()).toMatchObject({ byRoutes: false, ids: [one.id, other.id], verdicts: ["leaves", "off"] });
    expect((await listRoutes(admin)).find((row) => row.id === id)?.notes).toEqual([{ kind: "account_off" }]);
    await db().providerAccount.update({ where: { id: other.id }, data: { disabledAt: null, takesOffers: false } });
    const asked = await askRoute(admin, { channel: "sms", purpose: "promotion", branchId: tree.branch.id, phone: "" });
    expect(asked.ok && asked.value.accounts.find((account) => account.id === one.id)?.verdict).toBe("other_routes");
    await setRouteDisabled(admin, id, true);
    const free = await askRoute(admin, { channel: "sms", purpose: "promotion", branchId: tree.branch.id, phone: "" });
    expect(free.ok && free.value.accounts.find((account) => account.id === other.id)?.verdict).toBe("no_offers");
  });

  it("moves before another when its rank is lowered, unless somebody moved it meanwhile", async () => {
    const first = await add({ rank: 1 });
    const second = await add({ accountId: one.id, rank: 2 });
    expect((await ask()).ids).toEqual([other.id, one.id]);
    expect((await listRoutes(admin)).map(({ id, notes }) => [id, notes])).toEqual([[first, []], [second, [{ kind: "reserve", other: first }]]]);
    expect(await placeRoute(admin, { routeId: second, rank: 0, weight: 5, seen: { rank: 2, weight: 1 } })).toEqual({ ok: true, value: null });
    expect((await ask()).ids).toEqual([one.id, other.id]);
    expect(await placeRoute(admin, { routeId: second, rank: 9, weight: 5, seen: { rank: 2, weight: 1 } })).toEqual({ ok: false, error: { code: "route.changed" } });
    expect(await trail(second)).toEqual(["route.created", "route.changed"]);
  });

  it("of another part of the bank is neither seen nor changed", async () => {
    const id = await add({ branchId: tree.branch.id });
    const elsewhere = await makeBranchTree();
    const stranger = await makeActor<"settings:read" | "settings:write">(elsewhere.province, ["administrator"]) as Admin;
    expect(await listRoutes(stranger)).toEqual([]);
    const refused = { ok: false, error: { code: "route.not_found" } };
    expect(await placeRoute(stranger, { routeId: id, rank: 1, weight: 1, seen: { rank: 100, weight: 1 } })).toEqual(refused);
    expect(await setRouteDisabled(stranger, id, true)).toEqual(refused);
    await setRouteDisabled(admin, id, true);
    expect(await removeRoute(stranger, id)).toEqual(refused);
  });

  it("is added once by two people at the same moment, and not twice by taking an old one back into use", async () => {
    const made = await Promise.all([createRoute(admin, wish()), createRoute(admin, wish())]);
    expect(made.map((result) => (result.ok ? "made" : result.error.code)).sort()).toEqual(["made", "route.exists"]);
    const { id } = await db().route.findFirstOrThrow({ select: { id: true } });
    await setRouteDisabled(admin, id, true);
    await add();
    expect(await setRouteDisabled(admin, id, false)).toEqual({ ok: false, error: { code: "route.exists" } });
  });

  it("leaves no trace of the number that was asked about", async () => {
    const before = await db().auditEntry.count();
    await ask();
    expect(await db().auditEntry.count()).toBe(before);
    expect(await askRoute(admin, { channel: "sms", purpose: "risk", branchId: tree.branch.id, phone: "12" })).toEqual({ ok: false, error: { code: "route.number_malformed" } });
  });
});
