import type { Role } from "@/lib/domain/shared/vocabulary";
import { db } from "@/lib/server/db/client";
import { hashPassword } from "@/lib/server/auth/password";
import { BRANCHES, CONTACTS, HOTLINE, LINKS, PEOPLE, SIGNATURES } from "./data/organisation";

export type SeededBranch = { id: string; code: string; path: string; name: string; kind: string };
export type SeededPerson = { id: string; login: string; name: string; roles: readonly Role[]; branchId: string; branchPath: string };

/** The tree of branches, parents first. */
export async function seedBranches(): Promise<Map<string, SeededBranch>> {
  const branches = new Map<string, SeededBranch>();
  for (const { parent, ...branch } of BRANCHES) {
    const above = parent ? branches.get(parent) : undefined;
    const path = `${above?.path ?? ""}${branch.code}/`;
    const row = await db().branch.create({ data: { ...branch, path, parentId: above?.id ?? null, hotline: HOTLINE }, select: { id: true } });
    branches.set(branch.code, { id: row.id, code: branch.code, path, name: branch.name, kind: branch.kind });
  }
  return branches;
}

/** Twenty people with the one demo password. */
export async function seedPeople(branches: ReadonlyMap<string, SeededBranch>, password: string): Promise<Map<string, SeededPerson>> {
  // One hash for all: twenty slow hashes of the same demo password would only slow the first start.
  const passwordHash = await hashPassword(password);
  const people = new Map<string, SeededPerson>();
  for (const { branch, ...person } of PEOPLE) {
    const at = branches.get(branch)!;
    const row = await db().person.create({ data: { ...person, branchId: at.id, passwordHash }, select: { id: true } });
    people.set(person.login, { id: row.id, login: person.login, name: person.name, roles: person.roles, branchId: at.id, branchPath: at.path });
  }
  return people;
}

const CARRIERS = ["mobile", "unicom", "telecom"] as const;

/** Signatures with their filings, the registers of links and contacts; answers signature ids by text. */
export async function seedRegisters(by: string): Promise<Map<string, string>> {
  const signatures = new Map<string, string>();
  for (const { text, state } of SIGNATURES) {
    const filings = CARRIERS.map((carrier, index) => ({ carrier, state: state === "filing" && index > 0 ? "filing" : "filed" }));
    const row = await db().signature.create({ data: { text, createdBy: by, filings: { create: filings } }, select: { id: true } });
    signatures.set(text, row.id);
  }
  await db().registeredLink.createMany({ data: LINKS.map((link) => ({ ...link, createdBy: by })) });
  await db().registeredContact.createMany({ data: CONTACTS.map((contact) => ({ ...contact, createdBy: by })) });
  return signatures;
}

/** `DEMO_LOST_SHARE`, 0 to 1: how many texts the simulated carrier loses, if not as many as a real line. A journey that reads its own text on a phone sets 0. */
function lostShare(): { readonly failureShare?: number } {
  const share = process.env.DEMO_LOST_SHARE;
  return share === undefined || share === "" ? {} : { failureShare: Number(share) };
}

/** The simulator carrier as the demo bank's only account, with today's price and an older one. */
export async function seedProvider(): Promise<string> {
  const prices = [
    { purpose: null, micros: 50_000n, effectiveFrom: new Date("2026-01-01T00:00:00Z"), source: "合同 HY-2025-118（演示）", createdBy: "seed" },
    { purpose: null, micros: 45_000n, effectiveFrom: new Date("2026-07-01T00:00:00Z"), source: "合同 HY-2026-041（演示）", createdBy: "seed" },
    { purpose: "promotion", micros: 52_000n, effectiveFrom: new Date("2026-07-01T00:00:00Z"), source: "合同 HY-2026-041（演示）", createdBy: "seed" },
  ];
  const account = await db().providerAccount.create({
    data: {
      key: "simulator", name: "模拟运营商", driver: "simulator", speedPerSecond: 2_000, contractNumber: "HY-2026-041",
      contractEndsAt: new Date("2027-12-31T15:59:59Z"), settings: { seed: "demo", ...lostShare() }, prices: { create: prices },
    },
    select: { id: true },
  });
  return account.id;
}
