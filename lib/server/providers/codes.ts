import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { ownCode } from "@/lib/domain/carrier/own-codes";
import { toProviderCode } from "@/lib/domain/message/mapped-code";
import { classifyCode } from "@/lib/domain/message/provider-error";
import { db } from "../db/client";

const SHOWN_MAX = 100;

export type UnmappedCode = { readonly id: string; readonly account: string; readonly space: string; readonly code: string; readonly count: number; readonly firstAt: Date; readonly lastAt: Date };

/** Codes that carriers answered with and nobody has said what they mean: messages refused with one are given up at once. Newest first. */
export async function listUnmappedCodes(actor: Authorized<"settings:read">): Promise<readonly UnmappedCode[]> {
  void actor;
  const [seen, own, accounts] = await Promise.all([
    db().carrierCode.findMany({ orderBy: { lastAt: "desc" }, take: 1_000 }), db().providerCode.findMany(), db().providerAccount.findMany({ select: { id: true, name: true } }),
  ]);
  const meanings = own.map(toProviderCode);
  const names = new Map(accounts.map((one) => [one.id, one.name]));
  return seen.filter((one) => ownCode(one.code) === null && !classifyCode(one.space, one.code, meanings).mapped).slice(0, SHOWN_MAX).map((one) => ({
    id: `${one.providerAccountId} ${one.space} ${one.code}`, account: names.get(one.providerAccountId) ?? "", space: one.space, code: one.code, count: one.count, firstAt: one.firstAt, lastAt: one.lastAt,
  }));
}
