/** Which messages a route is for (null: any) and which account they leave through. */
export type RouteRow = {
  readonly purpose: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** First digits of the number after its country code. */
  readonly prefix: string | null;
  readonly branchPath: string | null;
  readonly accountId: string;
  readonly rank: number;
  readonly weight: number;
};

/** What is asked about one message; `key` spreads messages over accounts of one rank, the same message always the same way. */
export type RouteAsk = {
  readonly key: string;
  readonly purpose: string;
  readonly branchPath: string;
  readonly number: { readonly country: string; readonly national: string } | null;
};

type Conditions = Pick<RouteRow, "purpose" | "country" | "prefix" | "branchPath">;

function fits(row: RouteRow, ask: RouteAsk): boolean {
  return (row.purpose === null || row.purpose === ask.purpose)
    && (row.country === null || row.country === ask.number?.country)
    && (row.prefix === null || ask.number?.national.startsWith(row.prefix) === true)
    && (row.branchPath === null || ask.branchPath.startsWith(row.branchPath));
}

/** How narrowly a row is drawn, most telling first: numbers, then branches, then countries, then purposes. */
function narrowness(row: Conditions): readonly number[] {
  return [row.prefix?.length ?? 0, row.branchPath?.length ?? 0, row.country === null ? 0 : 1, row.purpose === null ? 0 : 1];
}

/** The order in which routes are tried: the narrower one first, then by rank. */
export function narrowerFirst(a: Conditions & Pick<RouteRow, "rank">, b: Conditions & Pick<RouteRow, "rank">): number {
  const [one, other] = [narrowness(a), narrowness(b)];
  for (const [index, value] of one.entries()) {
    const difference = (other[index] ?? 0) - value;
    if (difference !== 0) return difference;
  }
  return a.rank - b.rank;
}

/** A number from 0 (never) to below 1 that is the same for the same text: FNV-1a, 32 bits, with its last bits stirred. */
export function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Weighted rendezvous hashing: an account that drops out hands its own messages on and moves nobody else's. */
function draw(row: RouteRow, key: string): number {
  return -Math.log(Math.max(spread(`${key} ${row.accountId}`), 2 ** -33)) / Math.max(row.weight, 1e-6);
}

/** Accounts for a message, in the order in which to try them: the narrowest row first, then rank, then by weight. Each account once. */
export function accountsFor(rows: readonly RouteRow[], ask: RouteAsk): readonly string[] {
  const fitting = rows.filter((row) => fits(row, ask)).sort((a, b) => narrowerFirst(a, b) || draw(a, ask.key) - draw(b, ask.key));
  return [...new Set(fitting.map((row) => row.accountId))];
}
