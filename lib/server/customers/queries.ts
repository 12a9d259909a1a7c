import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { readChannelPreferences } from "@/lib/domain/customer/channel-preferences";
import { maskPhone } from "@/lib/domain/customer/mask";
import { readSearch } from "@/lib/domain/customer/search";
import { blindIndex } from "../crypto/blind-index";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { maskNameOf } from "../messages/masks";

export type CustomerFilters = {
  readonly q?: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly kind?: string;
  readonly product?: string;
  readonly language?: string;
};

const LIST_SELECT = {
  id: true, number: true, kind: true, products: true, tags: true, language: true, birthYear: true, nameCipher: true, phoneCipher: true,
  closedAt: true, erasedAt: true, branch: { select: { code: true, name: true, nameEn: true } },
  preference: { select: { channels: true, elderFriendly: true, wantsCalls: true } },
} satisfies Prisma.CustomerSelect;

type ListRow = Prisma.CustomerGetPayload<{ select: typeof LIST_SELECT }>;

/** A customer as lists show one: masked. */
export type CustomerRow = {
  readonly id: string; readonly number: string; readonly name: string; readonly phone: string | null;
  readonly branch: { readonly code: string; readonly name: string; readonly nameEn: string };
  readonly kind: string | null; readonly products: readonly string[]; readonly tags: readonly string[]; readonly language: string;
  readonly birthYear: number | null; readonly elderFriendly: boolean; readonly wantsCalls: boolean; readonly closed: boolean; readonly erased: boolean;
};

function toRow(row: ListRow): CustomerRow {
  return {
    id: row.id, number: row.number, branch: row.branch, kind: row.kind, products: row.products, tags: row.tags, language: row.language,
    birthYear: row.birthYear, closed: row.closedAt !== null, erased: row.erasedAt !== null,
    name: maskNameOf(row.nameCipher),
    phone: row.phoneCipher ? maskPhone(decrypt(row.phoneCipher, "customer.phone")) : null,
    elderFriendly: row.preference?.elderFriendly ?? false, wantsCalls: row.preference?.wantsCalls ?? false,
  };
}

function searchWhere(q: string | undefined): Prisma.CustomerWhereInput {
  const search = readSearch(q ?? "");
  switch (search?.by) {
    case undefined: return {};
    case "phone": return { phoneIndex: blindIndex(`+86${search.digits}`, "phone") };
    case "last_four": return { lastFourIndex: blindIndex(search.digits, "last_four") };
    case "number": return { number: search.number };
    case "name": return { nameIndex: blindIndex(search.name, "name") };
  }
}

export const CUSTOMERS_A_PAGE = 50;

/** Customers of the actor's subtree, newest first, by keyset: pass the last id of the page before. */
export async function listCustomers(
  actor: Authorized<"customer:read">, filters: CustomerFilters, before?: string, take = CUSTOMERS_A_PAGE,
): Promise<{ readonly rows: readonly CustomerRow[]; readonly next: string | null }> {
  const where: Prisma.CustomerWhereInput = {
    AND: [
      { branchPath: { startsWith: actor.branchPath } },
      filters.branch ? { branch: { path: { contains: `${filters.branch}/` } } } : {},
      filters.tag ? { tags: { has: filters.tag } } : {},
      filters.product ? { products: { has: filters.product } } : {},
      filters.kind ? { kind: filters.kind } : {},
      filters.language ? { language: filters.language } : {},
      searchWhere(filters.q),
      before ? { id: { lt: before } } : {},
    ],
  };
  const rows = await db().customer.findMany({ where, select: LIST_SELECT, orderBy: { id: "desc" }, take: take + 1 });
  const page = rows.slice(0, take);
  return { rows: page.map(toRow), next: rows.length > take ? (page.at(-1)?.id ?? null) : null };
}

const DETAIL_SELECT = {
  ...LIST_SELECT, branchPath: true, timeZone: true, riskTolerance: true, birthCipher: true, emailCipher: true, remarksCipher: true, createdAt: true, updatedAt: true, phoneIndex: true,
  preference: true,
  consents: { orderBy: [{ at: "desc" }, { id: "desc" }], take: 200 },
} satisfies Prisma.CustomerSelect;

/** Everything the customer page shows, masked; null when there is none in the actor's subtree. */
export async function getCustomer(actor: Authorized<"customer:read">, by: { readonly id: string } | { readonly number: string }) {
  const row = await db().customer.findFirst({ where: { ...by, branchPath: { startsWith: actor.branchPath } }, select: DETAIL_SELECT });
  if (!row) return null;
  const suppressions = row.phoneIndex
    ? await db().suppression.findMany({
        where: { contactIndex: row.phoneIndex, liftedAt: null }, orderBy: { at: "desc" },
        select: { id: true, channel: true, purpose: true, source: true, at: true },
      })
    : [];
  const { preference, consents } = row;
  return {
    ...toRow(row),
    branchPath: row.branchPath, timeZone: row.timeZone, riskTolerance: row.riskTolerance, createdAt: row.createdAt, updatedAt: row.updatedAt,
    hasEmail: row.emailCipher !== null, hasRemarks: row.remarksCipher !== null,
    preference: preference && {
      channels: readChannelPreferences(preference.channels), quietFrom: preference.quietFrom, quietTo: preference.quietTo, elderFriendly: preference.elderFriendly,
      noProfiling: preference.noProfiling, wantsCalls: preference.wantsCalls, smallAmountYuan: preference.smallAmountYuan, hasHelper: preference.helperNameCipher !== null, lockVersion: preference.lockVersion,
      updatedBy: preference.updatedBy, updatedAt: preference.updatedAt,
    },
    consents: consents.map(({ id, channel, purpose, state, source, evidence, wordingVersion, at, recordedBy }) => ({
      id, channel, purpose, state, source, evidence, wordingVersion, at, recordedBy,
    })),
    suppressions,
  };
}

export type CustomerDetail = NonNullable<Awaited<ReturnType<typeof getCustomer>>>;

/** Values for the filters of the list: kinds, products and tags in use in the actor's subtree (bounded), and its branches. */
export async function customerFacets(actor: Authorized<"customer:read">) {
  const inSubtree = { branchPath: { startsWith: actor.branchPath } };
  const valuesOf = async (facet: "kind" | "product" | "tag", take: number) =>
    (await db().customerFacet.groupBy({ by: ["value"], where: { ...inSubtree, facet }, orderBy: { value: "asc" }, take })).map((row) => row.value);
  const [kinds, products, tags, branches] = await Promise.all([
    valuesOf("kind", 50), valuesOf("product", 100), valuesOf("tag", 200),
    db().branch.findMany({ where: { path: { startsWith: actor.branchPath } }, orderBy: { path: "asc" }, select: { code: true, name: true, nameEn: true, kind: true } }),
  ]);
  return { kinds, products, tags, branches };
}
