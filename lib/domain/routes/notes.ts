/** A route that is in use, with what its account is able to do. */
export type NotedRoute = {
  readonly id: string;
  readonly channel: string;
  readonly purpose: string | null;
  readonly country: string | null;
  readonly prefix: string | null;
  readonly branchPath: string | null;
  readonly rank: number;
  readonly weight: number;
  readonly accountId: string;
  /** Why nothing leaves through the account at all; null where it is in use. */
  readonly accountIs: "off" | "ended" | null;
  readonly takesOffers: boolean;
  readonly branchGone: boolean;
};

/** What somebody should know of a route beside the others; `other` is the id of the route that it is about. */
export type RouteNote =
  | { readonly kind: "account_off" | "account_ended" | "branch_gone" | "no_offers" | "offers_pass" }
  /** The same messages at the same rank: its part of them, 0 to 1. */
  | { readonly kind: "shares"; readonly share: number }
  /** The same messages at a lower rank come first: this one only when those accounts rest. */
  | { readonly kind: "reserve"; readonly other: string }
  /** Fits some of the other's messages without being narrower throughout; the other goes first for those. */
  | { readonly kind: "yields"; readonly other: string };

/** Kinds that keep messages from going the way the route says, so that they are shown as warnings. */
export const ROUTE_WARNINGS: ReadonlySet<RouteNote["kind"]> = new Set(["account_off", "account_ended", "branch_gone", "no_offers", "yields"]);

const CONDITIONS = ["purpose", "country"] as const;
const BEGINNINGS = ["prefix", "branchPath"] as const;

function sameMessages(a: NotedRoute, b: NotedRoute): boolean {
  return a.channel === b.channel && [...CONDITIONS, ...BEGINNINGS].every((field) => a[field] === b[field]);
}

/** Whether every message that fits `inner` fits `outer` too. */
function holds(outer: NotedRoute, inner: NotedRoute): boolean {
  return CONDITIONS.every((field) => outer[field] === null || outer[field] === inner[field])
    && BEGINNINGS.every((field) => outer[field] === null || inner[field]?.startsWith(outer[field]) === true);
}

/** Whether there can be a message that fits both. */
function meet(a: NotedRoute, b: NotedRoute): boolean {
  return a.channel === b.channel
    && CONDITIONS.every((field) => a[field] === null || b[field] === null || a[field] === b[field])
    && BEGINNINGS.every((field) => a[field] === null || b[field] === null || a[field].startsWith(b[field]) || b[field].startsWith(a[field]));
}

function own(route: NotedRoute): readonly RouteNote[] {
  return [
    ...(route.accountIs === null ? [] : [{ kind: `account_${route.accountIs}` as const }]),
    ...(route.branchGone ? [{ kind: "branch_gone" as const }] : []),
    ...(route.takesOffers || (route.purpose !== null && route.purpose !== "promotion") ? [] : [{ kind: route.purpose === null ? "offers_pass" as const : "no_offers" as const }]),
  ];
}

/**
 * What to know of each route, by its id. The routes come in the order in which they are tried (lib/domain/carrier/route.ts),
 * so that of two that both fit a message the earlier one takes it.
 */
export function routeNotes(inOrder: readonly NotedRoute[]): ReadonlyMap<string, readonly RouteNote[]> {
  const leading = inOrder.filter((one) => one.accountIs === null);
  return new Map(inOrder.map((route, place) => {
    const notes = [...own(route)];
    if (route.accountIs !== null) return [route.id, notes];
    const same = leading.filter((one) => sameMessages(one, route));
    const before = same.find((one) => one.rank < route.rank);
    const peers = same.filter((one) => one.rank === route.rank);
    if (before) notes.push({ kind: "reserve", other: before.id });
    if (peers.length > 1) notes.push({ kind: "shares", share: route.weight / peers.reduce((sum, one) => sum + one.weight, 0) });
    const earlier = inOrder.slice(0, place).find((one) => one.accountIs === null && one.accountId !== route.accountId && meet(one, route) && !holds(route, one) && !holds(one, route));
    if (earlier) notes.push({ kind: "yields", other: earlier.id });
    return [route.id, notes];
  }));
}
