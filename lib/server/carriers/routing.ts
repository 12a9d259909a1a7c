import "server-only";
import { routeNumber } from "@/lib/domain/carrier/number";
import { accountsFor, spread, type RouteRow } from "@/lib/domain/carrier/route";
import { decrypt } from "../crypto/cipher";
import type { Sql } from "../pipeline/sql";
import { readAccounts, type ReadAccount } from "./accounts";

/** What is asked about one message; the number is opened only where a route asks for it. */
export type RouteQuestion = { readonly key: string; readonly purpose: string; readonly branchPath: string; readonly toCipher: Uint8Array | null };

export type Route =
  | { readonly kind: "account"; readonly account: ReadAccount }
  /** Every account for it rests; the first one tries again at `until`. */
  | { readonly kind: "resting"; readonly until: Date }
  | { readonly kind: "none" };

/** Accounts in the order in which they are tried, those that rest among them; by the bank's routes, or by preference where none fits. */
export type RouteOrder = { readonly accounts: readonly ReadAccount[]; readonly byRoutes: boolean };

export type Router = { readonly choose: (question: RouteQuestion) => Route; readonly order: (question: RouteQuestion) => RouteOrder };

/** Share of messages that find out whether an account on trial works again, where another could take them. */
const TRIAL_SHARE = 0.05;

type Row = { purpose: string | null; country: string | null; prefix: string | null; branch_path: string | null; provider_account_id: string; rank: number; weight: number };

/**
 * The way out for messages of a channel: the account that a campaign is bound to, else by the bank's routes, else the
 * accounts in their order of preference. Accounts that are switched off or whose contract has ended are no way out.
 */
export async function readRouter(sql: Sql, { wished, channel, at }: { readonly wished: string | null; readonly channel: string; readonly at: Date }): Promise<Router> {
  const accounts = (await readAccounts(sql, channel, at)).filter((one) => one.usable && (wished === null || one.id === wished));
  const byId = new Map(accounts.map((one) => [one.id, one]));
  const routes = wished === null ? await readRoutes(sql, channel, byId) : [];
  const byNumber = routes.some((one) => one.country !== null || one.prefix !== null);
  const order = ({ key, purpose, branchPath, toCipher }: RouteQuestion): RouteOrder => {
    const number = byNumber && toCipher !== null && channel !== "email" ? routeNumber(decrypt(toCipher, "customer.phone")) : null;
    const fitting = accountsFor(routes, { key, purpose, branchPath, number }).flatMap((id) => byId.get(id) ?? []);
    return { accounts: willing(fitting.length > 0 ? fitting : accounts, purpose), byRoutes: fitting.length > 0 };
  };
  return { order, choose: (question) => pick(order(question).accounts, question.key) };
}

async function readRoutes(sql: Sql, channel: string, accounts: ReadonlyMap<string, ReadAccount>): Promise<RouteRow[]> {
  const { rows } = await sql.query<Row>("SELECT purpose, country, prefix, branch_path, provider_account_id, rank, weight FROM route WHERE channel = $1 AND disabled_at IS NULL", [channel]);
  return rows.filter((row) => accounts.has(row.provider_account_id)).map((row) => ({
    purpose: row.purpose, country: row.country, prefix: row.prefix, branchPath: row.branch_path, accountId: row.provider_account_id, rank: row.rank, weight: row.weight,
  }));
}

/** Without those that take no offers, for an offer; all of them where none does, so that the rule about it says why. */
function willing(accounts: readonly ReadAccount[], purpose: string): readonly ReadAccount[] {
  if (purpose !== "promotion") return accounts;
  const taking = accounts.filter((one) => one.takesOffers);
  return taking.length > 0 ? taking : accounts;
}

function pick(accounts: readonly ReadAccount[], key: string): Route {
  const awake = accounts.filter((one) => one.restsUntil === null);
  const tries = spread(`${key} trial`) < TRIAL_SHARE;
  const account = awake.find((one) => !one.onTrial || tries) ?? awake[0];
  if (account) return { kind: "account", account };
  const until = accounts.flatMap((one) => (one.restsUntil === null ? [] : [one.restsUntil])).sort((a, b) => a.getTime() - b.getTime())[0];
  return until ? { kind: "resting", until } : { kind: "none" };
}
