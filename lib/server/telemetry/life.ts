import "server-only";

/** A loop that has not come round for so long hangs: a database that is away makes it fail, not stand still. */
const TURN_WITHIN_MS = 60_000;

let turnedAt: number | undefined;

/** The worker's shortest-lived loop has come round once more, whether or not it achieved anything. */
export function noteTurn(atMs = performance.now()): void {
  turnedAt = atMs;
}

/** Whether the worker's loops go round: what a probe of liveness may ask. Restarting heals a hang; it does not heal a database. */
export function isAlive(atMs = performance.now()): boolean {
  return turnedAt !== undefined && atMs - turnedAt < TURN_WITHIN_MS;
}
