import "server-only";
import type { LinkState } from "../port";
import type { Places } from "./line-session";

/** One connection of a kind, as the keeper of several sees it. */
export type Connection = {
  readonly isOpen: boolean;
  readonly free: number;
  readonly inFlight: number;
  readonly reserve: (wanted: number, untilMs: number) => Promise<Places | null>;
  readonly close: (graceMs: number) => Promise<void>;
};

export type Standing<C extends Connection> = {
  /** The open connection with most room, once there is one; null where none opened in time. */
  readonly pick: (untilMs: number) => Promise<C | null>;
  readonly states: () => readonly LinkState[];
  readonly close: (graceMs: number) => Promise<void>;
};

type Slot<C> = { connection: C | null; detail: string; state: LinkState["state"]; tries: number };

const LONGEST_WAIT_MS = 60_000;

/**
 * Keeps so many connections open: what closes is opened again, at first soon, then twice as late each time up to a minute,
 * each at a moment of its own, so that a gateway that comes back is not run down by all its clients at once.
 */
export function keepStanding<C extends Connection>(count: number, window: number, reconnectMs: number, open: (onOver: (why: string) => void) => Promise<C>): Standing<C> {
  const slots = Array.from({ length: count }, (): Slot<C> => ({ connection: null, detail: "", state: "connecting", tries: 0 }));
  const waiters = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  const wake = () => {
    for (const waiter of [...waiters]) waiter();
  };

  function later(slot: Slot<C>, why: string): void {
    slot.connection = null;
    if (closed) return;
    slot.state = "down";
    slot.detail = why;
    const wait = Math.min(reconnectMs * 2 ** Math.min(slot.tries, 16), LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
    slot.tries += 1;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void start(slot);
    }, wait);
    timers.add(timer);
    wake();
  }

  async function start(slot: Slot<C>): Promise<void> {
    if (closed) return;
    slot.state = "connecting";
    try {
      let mine: C | null = null;
      const connection = await open((why) => {
        if (mine !== null && slot.connection === mine) later(slot, why);
      });
      mine = connection;
      if (closed) return void (await connection.close(0));
      if (!connection.isOpen) return later(slot, "closed");
      Object.assign(slot, { connection, state: "up", detail: "", tries: 0 });
      wake();
    } catch (error) {
      later(slot, error instanceof Error ? error.message : "connect");
    }
  }

  for (const slot of slots) void start(slot);

  const best = () => slots.flatMap(({ connection }) => (connection?.isOpen === true ? [connection] : [])).sort((a, b) => b.free - a.free)[0] ?? null;

  return {
    async pick(untilMs) {
      for (;;) {
        const found = best();
        const left = untilMs - performance.now();
        if (found || closed || left <= 0) return found;
        await new Promise<void>((resolve) => {
          const go = () => {
            clearTimeout(timer);
            waiters.delete(go);
            resolve();
          };
          const timer = setTimeout(go, left);
          waiters.add(go);
        });
      }
    },
    states: () => slots.map(({ connection, state, detail }) => ({ state: closed ? "closed" : connection?.isOpen === false ? "down" : state, detail, inFlight: connection?.inFlight ?? 0, window })),
    async close(graceMs) {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      wake();
      await Promise.all(slots.map((slot) => slot.connection?.close(graceMs)));
    },
  };
}
