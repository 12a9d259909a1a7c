import "server-only";
import type { Doubt } from "@/lib/domain/carrier/doubt";
import { UNREACHABLE } from "@/lib/domain/carrier/own-codes";
import type { SubmitAnswer } from "../port";
import { SessionOver } from "./line-session";
import { CONNECTION_MS, type Line, type LineSettings } from "./lines";
import type { Connection } from "./standing";

/** What the carrier answered to one segment. */
export type PartAnswer = { readonly kind: "taken"; readonly id: string } | { readonly kind: "throttled"; readonly code: string } | { readonly kind: "refused"; readonly code: string };
/** What is known of one segment; `kept`: the carrier has nothing of it, refused as too fast or never written. */
type Sent = Exclude<PartAnswer, { kind: "throttled" }> | { readonly kind: "in_doubt"; readonly why: Doubt } | { readonly kind: "kept"; readonly code: string };

const NEVER_TAKEN = "hongyan.never_taken";

/** One text on its way. */
class Sending<C extends Connection, S extends LineSettings, T> {
  readonly sent = new Map<T, Sent>();
  /** A segment is refused or in doubt: the text cannot become whole, and no more of it should leave. */
  private isLost = false;

  constructor(private readonly line: Line<C, S>, private readonly until: number, private readonly hand: (connection: C, part: T) => Promise<PartAnswer>) {}

  /** All these segments over one connection, close after each other; answers those that were not written because it broke. */
  async over(connection: C, parts: readonly T[]): Promise<readonly T[]> {
    const places = await connection.reserve(parts.length, this.until);
    if (!places) {
      this.keep(parts, NEVER_TAKEN);
      return [];
    }
    const waiting = [...parts];
    const unwritten: T[] = [];
    const lane = async () => {
      try {
        for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) if (!(await this.one(connection, part))) unwritten.push(part);
      } finally {
        places.giveBack();
      }
    };
    await Promise.all(Array.from({ length: places.count }, lane));
    return this.isLost ? [] : parts.filter((part) => unwritten.includes(part));
  }

  keep(parts: readonly T[], code: string): void {
    for (const part of parts) if (!this.sent.has(part)) this.sent.set(part, { kind: "kept", code });
  }

  /** One segment, tried again only while it is certain that nothing of it was taken; false where the connection broke before. */
  private async one(connection: C, part: T): Promise<boolean> {
    const { throttle } = this.line;
    this.sent.set(part, { kind: "kept", code: NEVER_TAKEN });
    // The call's time may go by waiting for a line that asks for patience.
    while (!this.isLost && (await throttle.turn(this.until)) && !this.isLost) {
      try {
        const answer = await this.hand(connection, part);
        if (answer.kind === "throttled") {
          throttle.slower();
          this.sent.set(part, { kind: "kept", code: answer.code });
          continue;
        }
        this.sent.set(part, answer);
        if (answer.kind === "taken") throttle.faster();
        else this.isLost = true;
      } catch (error) {
        if (!(error instanceof SessionOver)) throw error;
        if (!error.written) return false;
        this.sent.set(part, { kind: "in_doubt", why: error.why === "unanswered" ? "unanswered" : "broken_off" });
        this.isLost = true;
      }
      return true;
    }
    return true;
  }
}

/**
 * All segments of a text, together and over one connection: gateways on SMSGate put them together by connection and answer
 * none before they have all (docs/interop.md). Once a segment is taken the text can no longer be refused as a whole: what is
 * left is a text that no phone can show, and sending it again would send a part of it twice. A segment without an answer
 * leaves all of it in doubt.
 */
export async function sendParts<C extends Connection, S extends LineSettings, T extends object>(line: Line<C, S>, parts: readonly T[], until: number, hand: (connection: C, part: T) => Promise<PartAnswer>): Promise<SubmitAnswer> {
  const sending = new Sending(line, until, hand);
  for (let left = parts; left.length > 0;) {
    const connection = await line.standing.pick(Math.min(until, performance.now() + CONNECTION_MS));
    if (connection) left = await sending.over(connection, left);
    else {
      for (const part of left) sending.sent.delete(part);
      sending.keep(left, UNREACHABLE);
      left = [];
    }
  }
  const all = parts.map((part) => sending.sent.get(part));
  const ids = all.flatMap((one) => (one?.kind === "taken" ? [one.id] : []));
  if (ids.length === parts.length) return { outcome: "accepted", providerMessageId: ids[0] ?? "", ...(ids.length > 1 ? { parts: ids } : {}) };
  const doubt = all.find((one) => one?.kind === "in_doubt");
  if (doubt?.kind === "in_doubt") return { outcome: "uncertain", why: doubt.why };
  if (ids.length > 0) return { outcome: "refused", code: "hongyan.part_left" };
  const said = all.find((one) => one?.kind === "refused") ?? all.find((one) => one?.kind === "kept" && one.code !== NEVER_TAKEN);
  return { outcome: "refused", code: said?.kind === "refused" || said?.kind === "kept" ? said.code : NEVER_TAKEN };
}
