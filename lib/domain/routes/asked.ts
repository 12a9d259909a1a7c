/** How an account stands to the message that is asked about. */
export type AskedVerdict =
  /** It leaves through it: all of such messages or a part. */
  | "leaves"
  /** As above, but the account only writes down what it would have sent. */
  | "dry"
  /** A few find out whether the account works again. */
  | "trial"
  | "reserve" | "rests"
  /** Not among those that are tried: */
  | "other_routes" | "no_offers" | "off" | "ended";

/** `share`: which part of such messages leaves through it now, 0 to 1; `until`: when an account that rests tries again. */
export type AskedAccount = { readonly id: string; readonly name: string; readonly verdict: AskedVerdict; readonly share: number; readonly until: Date | null };

/**
 * Accounts in the order in which they are tried, then those that are not tried; by no route, where the accounts' own order of
 * preference holds. `waitsUntil`: every account rests, and the message waits for the first that tries again.
 */
export type AskedRoute = { readonly byRoutes: boolean; readonly waitsUntil: Date | null; readonly accounts: readonly AskedAccount[] };

type Facts = {
  readonly usable: boolean;
  readonly disabled: boolean;
  readonly takesOffers: boolean;
  readonly dryRun: boolean;
  readonly restsUntil: Date | null;
  readonly onTrial: boolean;
  /** Whether it is among those that are tried. */
  readonly tried: boolean;
  readonly share: number;
};

/** Why a message leaves through an account, or why it does not. */
export function askedVerdict(account: Facts, purpose: string): AskedVerdict {
  if (!account.usable) return account.disabled ? "off" : "ended";
  if (!account.tried) return purpose === "promotion" && !account.takesOffers ? "no_offers" : "other_routes";
  if (account.restsUntil !== null) return "rests";
  if (account.onTrial) return "trial";
  if (account.share === 0) return "reserve";
  return account.dryRun ? "dry" : "leaves";
}
