import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { ownCode } from "@/lib/domain/carrier/own-codes";
import { isOwnCode } from "@/lib/domain/carrier/own-words";
import { toProviderCode } from "@/lib/domain/message/mapped-code";
import { classifyCode } from "@/lib/domain/message/provider-error";
import { HOUR_MS, testView, type TestResult } from "@/lib/domain/providers/test-send";
import { findDriver } from "../carriers/registry";
import { now } from "../clock";
import { db } from "../db/client";

// A doubt of ours is of no class: nobody knows what became of the text.
const classifyOwn = (code: string) => ownCode(code) ?? (isOwnCode(code) ? { class: null, meaning: "", mapped: true } : null);

/** The actor's own last test of each account within the hour, by account. */
export async function listOwnTests(actor: Authorized<"provider:write">): Promise<ReadonlyMap<string, TestResult>> {
  const at = now();
  const [rows, own] = await Promise.all([
    db().carrierTest.findMany({
      where: { personId: actor.id, askedAt: { gt: new Date(at.getTime() - HOUR_MS) } }, orderBy: [{ askedAt: "desc" }, { id: "desc" }], distinct: ["providerAccountId"],
      select: { id: true, providerAccountId: true, state: true, code: true, providerMessageId: true, askedAt: true, handedAt: true, answeredAt: true, account: { select: { driver: true } } },
    }),
    db().providerCode.findMany(),
  ]);
  const meanings = own.map(toProviderCode);
  return new Map(rows.map(({ providerAccountId, account, handedAt, answeredAt, ...row }) => {
    const said = row.code === "" ? null : (classifyOwn(row.code) ?? classifyCode(findDriver(account.driver)?.capabilities.submitCodes ?? "", row.code, meanings));
    const result: TestResult = {
      id: row.id, view: testView({ ...row, handedAt }, at), askedAt: row.askedAt, providerMessageId: row.providerMessageId, code: row.code,
      meaning: said && { class: said.class, words: said.meaning, isMapped: said.mapped, isOwn: isOwnCode(row.code) },
      tookMs: handedAt !== null && answeredAt !== null ? answeredAt.getTime() - handedAt.getTime() : null,
    };
    return [providerAccountId, result] as const;
  }));
}
