import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { db } from "../db/client";
import { createContact, createLink, retireContact, retireLink } from "./commands";
import { listLinks } from "./queries";

const admin = async (): Promise<Authorized<"settings:write">> => makeActor((await makeBranchTree()).head, ["administrator"]);

describe("the registers", () => {
  it("keep a host until the end of its last day in the bank's zone", async () => {
    const [actor, host] = [await admin(), `${randomUUID().slice(0, 8)}.com`];
    const made = await createLink(actor, { host, note: "活动页", lastDay: "2099-12-31" });
    if (!made.ok) throw new Error(made.error.code);
    expect((await db().registeredLink.findUniqueOrThrow({ where: { host }, select: { expiresAt: true } })).expiresAt?.toISOString()).toBe("2099-12-31T15:59:59.999Z");
    expect(await createLink(actor, { host, note: "活动页", lastDay: "" })).toEqual({ ok: false, error: { code: "register.exists" } });
  });

  it("take back what was retired or has expired, under its old entry and with a trace", async () => {
    const [actor, host, number] = [await admin(), `${randomUUID().slice(0, 8)}.com`, `0731-8${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}`];
    const link = await createLink(actor, { host, note: "活动页", lastDay: "2026-01-01" });
    expect((await listLinks(actor as never)).find((row) => row.host === host)?.hasExpired).toBe(true);
    expect(await createLink(actor, { host, note: "活动页", lastDay: "" })).toEqual(link);
    if (!link.ok) throw new Error(link.error.code);
    expect((await retireLink(actor, link.value.id)).ok).toBe(true);
    expect(await createLink(actor, { host, note: "活动页", lastDay: "" })).toEqual(link);
    expect((await listLinks(actor as never)).find((row) => row.host === host)).toMatchObject({ hasExpired: false, retiredAt: null, expiresAt: null });
    const contact = await createContact(actor, { number, note: "浏阳支行" });
    if (!contact.ok) throw new Error(contact.error.code);
    expect((await retireContact(actor, contact.value.id)).ok).toBe(true);
    expect(await createContact(actor, { number, note: "浏阳支行" })).toEqual(contact);
    expect(await db().auditEntry.count({ where: { subjectId: link.value.id } })).toBe(4);
  });
});
