import "server-only";
import { RateLimiterPostgres, type RateLimiterRes } from "rate-limiter-flexible";
import { sha256Hex } from "../crypto/digest";
import { pool } from "../db/client";

const SIGN_IN_FAILURES = 5;
const SIGN_IN_LOCK_SECONDS = 15 * 60;

function limiter(keyPrefix: string, points: number, durationSeconds: number, blockSeconds = 0): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool(), storeType: "pool", tableName: "rate_limit", tableCreated: true,
    keyPrefix, points, duration: durationSeconds, blockDuration: blockSeconds,
  });
}

let signIn: RateLimiterPostgres | undefined;
function signInLimiter(): RateLimiterPostgres {
  signIn ??= limiter("sign-in", SIGN_IN_FAILURES, SIGN_IN_LOCK_SECONDS, SIGN_IN_LOCK_SECONDS);
  return signIn;
}

// The login is hashed: an unknown login locks like a known one, and a mistyped password in the login field is not kept.
const keyOf = (login: string) => sha256Hex(login.trim().toLowerCase());

/** Whether sign-in with this login is locked now, whether or not such an account exists. */
export async function isSignInLocked(login: string): Promise<boolean> {
  const state: RateLimiterRes | null = await signInLimiter().get(keyOf(login));
  return state !== null && state.consumedPoints > SIGN_IN_FAILURES - 1 && state.msBeforeNext > 0;
}

/** Counts a failed sign-in; true when it was the one that locks. */
export async function countSignInFailure(login: string): Promise<boolean> {
  const limiter = signInLimiter();
  const state = await limiter.penalty(keyOf(login), 1);
  if (state.consumedPoints < SIGN_IN_FAILURES) return false;
  await limiter.block(keyOf(login), SIGN_IN_LOCK_SECONDS);
  return true;
}

/** Forgets the failures of a login after a good sign-in, or when an administrator unlocks it. */
export async function clearSignInFailures(login: string): Promise<void> {
  await signInLimiter().delete(keyOf(login));
}

const others = new Map<string, RateLimiterPostgres>();

/** Takes one of the key's points, so many a minute unless said; answers seconds to wait, or 0 when let through. */
export async function takeRate(name: string, key: string, points: number, durationSeconds = 60): Promise<number> {
  let bucket = others.get(name);
  if (!bucket) others.set(name, (bucket = limiter(name, points, durationSeconds)));
  try {
    await bucket.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    return Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000));
  }
}
