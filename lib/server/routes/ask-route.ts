import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { toE164 } from "@/lib/domain/carrier/phone";
import { askedVerdict, type AskedRoute } from "@/lib/domain/routes/asked";
import type { AskRouteInput } from "@/lib/domain/routes/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { readAccounts } from "../carriers/accounts";
import { readRouter, type RouteQuestion } from "../carriers/routing";
import { now } from "../clock";
import { encrypt } from "../crypto/cipher";
import { db, pool } from "../db/client";

/** So many made-up messages: shares to about three percent. */
const SAMPLES = 1_000;

/** Every account of the channel: in the order in which a message would be tried with them, then those left out, each with why. The number is neither stored nor logged. */
export async function askRoute(
  actor: Authorized<"settings:read">, { channel, purpose, branchId, phone }: AskRouteInput,
): Promise<Result<AskedRoute, { readonly code: "route.branch_missing" | "route.number_malformed" }>> {
  const branch = await db().branch.findFirst({ where: { id: branchId, path: { startsWith: actor.branchPath } }, select: { path: true } });
  if (!branch) return fail({ code: "route.branch_missing" });
  const number = phone === "" ? null : toE164(phone);
  if (phone !== "" && number === null) return fail({ code: "route.number_malformed" });
  const at = now();
  const router = await readRouter(pool(), { wished: null, channel, at });
  const toCipher = number === null ? null : encrypt(number, "customer.phone");
  const places = new Map<string, { sum: number; chosen: number }>();
  let byRoutes = false;
  let waitsUntil: Date | null = null;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const question: RouteQuestion = { key: `sample ${sample}`, purpose, branchPath: branch.path, toCipher };
    const order = router.order(question);
    byRoutes = order.byRoutes;
    for (const [place, account] of order.accounts.entries()) {
      const known = places.get(account.id) ?? { sum: 0, chosen: 0 };
      places.set(account.id, { ...known, sum: known.sum + place });
    }
    const route = router.choose(question);
    if (route.kind === "resting") waitsUntil = route.until;
    const chosen = route.kind === "account" ? places.get(route.account.id) : undefined;
    if (chosen) chosen.chosen += 1;
  }
  const [accounts, rows] = await Promise.all([readAccounts(pool(), channel, at), db().providerAccount.findMany({ where: { channel }, select: { id: true, name: true, disabledAt: true } })]);
  const named = new Map(rows.map((row) => [row.id, row]));
  const place = (id: string) => places.get(id)?.sum ?? Number.MAX_SAFE_INTEGER;
  const views = [...accounts].sort((a, b) => place(a.id) - place(b.id)).map((account) => {
    const chosen = places.get(account.id)?.chosen ?? 0;
    // To the percent: more figures would say what samples cannot know. A small part is not none.
    const share = chosen === 0 ? 0 : Math.max(Math.round((chosen * 100) / SAMPLES), 1) / 100;
    const disabled = named.get(account.id)?.disabledAt != null;
    return { id: account.id, name: named.get(account.id)?.name ?? account.key, share, until: account.restsUntil, verdict: askedVerdict({ ...account, disabled, tried: places.has(account.id), share }, purpose) };
  });
  return ok({ byRoutes, waitsUntil, accounts: views });
}
