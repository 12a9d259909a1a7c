import "server-only";
import type { Actor } from "@/lib/domain/access/permissions";
import type { AudienceRule } from "@/lib/domain/campaign/audience";
import { db } from "../db/client";

export type Unknown = {
  /** Positions in the request: a wrong branch makes another audience, so the request is refused. */
  readonly branches: readonly number[];
  /** Numbers: the others can still be reached, so these are told and left out. */
  readonly customers: readonly string[];
};

/** Branches and customers of an audience that do not exist in the actor's subtree. */
export async function unknownCodes(actor: Pick<Actor, "branchPath">, audience: AudienceRule): Promise<Unknown> {
  const { branches: codes = [], customers: numbers = [] } = audience;
  const inScope = { startsWith: actor.branchPath };
  const [branches, customers] = await Promise.all([
    codes.length === 0
      ? []
      : db().branch.findMany({ where: { code: { in: codes }, path: inScope }, select: { code: true } }),
    numbers.length === 0
      ? []
      : db().customer.findMany({ where: { number: { in: numbers }, branchPath: inScope }, select: { number: true } }),
  ]);
  const knownCodes = new Set(branches.map((branch) => branch.code));
  const knownNumbers = new Set(customers.map((customer) => customer.number));
  return {
    branches: codes.flatMap((code, index) => (knownCodes.has(code) ? [] : [index])),
    customers: numbers.filter((number) => !knownNumbers.has(number)),
  };
}
