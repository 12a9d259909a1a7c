import "server-only";
import { UNREACHABLE } from "@/lib/domain/carrier/own-codes";
import { sha256Hex } from "../../crypto/digest";
import type { CarrierAccount, CarrierLink, LinkSink, SubmitAnswer } from "../port";
import { SessionOver } from "./line-session";
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
      states: line.standing.states,
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

const madeOf = (account: CarrierAccount) => sha256Hex(JSON.stringify([account.settings, account.secrets]));

/** What the carrier answered to one segment. */
export type PartAnswer = { readonly kind: "taken"; readonly id: string } | { readonly kind: "throttled"; readonly code: string } | { readonly kind: "refused"; readonly code: string };
type Sent = Exclude<PartAnswer, { kind: "throttled" }> | { readonly kind: "unanswered" } | { readonly kind: "never_left" };

/** One segment, tried again only while it is certain that nothing of it was taken: not written at all, or refused as too fast. */
async function sendPart<C extends Connection, S extends LineSettings>({ throttle, standing }: Line<C, S>, until: number, hand: (connection: C) => Promise<PartAnswer>): Promise<Sent> {
  let code: string | null = null;
  while (await throttle.turn(until)) {
    const connection = await standing.pick(Math.min(until, performance.now() + CONNECTION_MS));
    if (!connection) return { kind: "never_left" };
    try {
      const answer = await hand(connection);
      if (answer.kind !== "throttled") {
        if (answer.kind === "taken") throttle.faster();
        return answer;
      }
      throttle.slower();
      ({ code } = answer);
    } catch (error) {
      if (!(error instanceof SessionOver)) throw error;
      if (error.written) return { kind: "unanswered" };
    }
  }
  // The call's time went by waiting for a line that asks for patience.
  return code === null ? { kind: "refused", code: "hongyan.never_taken" } : { kind: "refused", code };
}

/**
 * All segments of a text, one after the other. Once a segment is taken the text can no longer be refused as a whole: what
 * follows a later refusal is a text that no phone can show, and sending it again would send its beginning twice.
 */
export async function sendParts<C extends Connection, S extends LineSettings, T>(line: Line<C, S>, parts: readonly T[], until: number, hand: (connection: C, part: T) => Promise<PartAnswer>): Promise<SubmitAnswer> {
  const ids: string[] = [];
  for (const part of parts) {
    const sent = await sendPart(line, until, (connection) => hand(connection, part));
    if (sent.kind === "taken") ids.push(sent.id);
    else if (sent.kind === "unanswered") return { outcome: "uncertain" };
    else if (ids.length > 0) return { outcome: "refused", code: "hongyan.part_left" };
    else return { outcome: "refused", code: sent.kind === "refused" ? sent.code : UNREACHABLE };
  }
  return { outcome: "accepted", providerMessageId: ids[0] ?? "", ...(ids.length > 1 ? { parts: ids } : {}) };
}
