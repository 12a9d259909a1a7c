import "server-only";
import { sha256Hex } from "../../crypto/digest";
import type { CarrierAccount, CarrierLink, LinkSink, LinkState } from "../port";
import { keepStanding, type Connection, type Standing } from "./standing";
import { Throttle } from "./throttle";

/** Within this time a call has its answers: the pipeline waits for 30 s. */
export const CALL_MS = 25_000;
/** How long a call waits for a connection before it says that there is none. */
export const CONNECTION_MS = 5_000;

export type LineSettings = { readonly connections: number; readonly window: number; readonly reconnectMs: number };
export type Line<C extends Connection, S extends LineSettings> = { readonly made: string; readonly settings: S; readonly standing: Standing<C>; readonly throttle: Throttle };

/** The connections of this process to the carriers of one protocol, by account: those that the worker keeps, else some of its own. */
export class Lines<C extends Connection, S extends LineSettings> {
  private readonly open = new Map<string, Line<C, S>>();

  constructor(
    private readonly settingsOf: (account: CarrierAccount) => S,
    private readonly connectOne: (account: CarrierAccount, settings: S, sink: LinkSink, onOver: (why: string) => void) => Promise<C>,
    private readonly ownSink: (account: CarrierAccount) => LinkSink,
  ) {}

  of(account: CarrierAccount): Line<C, S> {
    const known = this.open.get(account.id);
    if (known?.made === madeOf(account)) return known;
    void known?.standing.close(0);
    return this.start(account, this.ownSink(account));
  }

  connect(account: CarrierAccount, sink: LinkSink): CarrierLink {
    void this.open.get(account.id)?.standing.close(CONNECTION_MS);
    const line = this.start(account, sink);
    return {
      states: () => statesOf(line),
      close: async (graceMs) => {
        if (this.open.get(account.id) === line) this.open.delete(account.id);
        await line.standing.close(graceMs);
      },
    };
  }

  async health(account: CarrierAccount): Promise<{ readonly ok: boolean; readonly detail: string }> {
    const { standing } = this.of(account);
    const connection = await standing.pick(performance.now() + CONNECTION_MS);
    return connection ? { ok: true, detail: "" } : { ok: false, detail: standing.states()[0]?.detail ?? "" };
  }

  /** Closes what this process holds open: for the end of a worker and of a test. */
  async close(): Promise<void> {
    const all = [...this.open.values()];
    this.open.clear();
    await Promise.all(all.map(({ standing }) => standing.close(0)));
  }

  private start(account: CarrierAccount, sink: LinkSink): Line<C, S> {
    const settings = this.settingsOf(account);
    const standing = keepStanding(settings.connections, settings.window, settings.reconnectMs, (onOver) => this.connectOne(account, settings, sink, onOver));
    const line = { made: madeOf(account), settings, standing, throttle: new Throttle() };
    this.open.set(account.id, line);
    return line;
  }
}

/** How the connections stand; one that is up and was asked for patience says how many messages a second it takes now. */
function statesOf<C extends Connection, S extends LineSettings>({ standing, throttle }: Line<C, S>): readonly LinkState[] {
  const detail = throttle.gap === 0 ? "" : `slowed:${String(Math.max(1, Math.round(1_000 / throttle.gap)))}`;
  return standing.states().map((one) => (one.state === "up" ? { ...one, detail } : one));
}

const madeOf = (account: CarrierAccount) => sha256Hex(JSON.stringify([account.settings, account.secrets]));
