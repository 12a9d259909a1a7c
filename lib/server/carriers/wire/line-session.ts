import "server-only";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { FrameSplitter } from "@/lib/domain/carrier/cmpp/frames";
import { toHex } from "@/lib/domain/carrier/cmpp/octets";

/** Why a session, or one question on it, is over: a code that pages have words for. `written`: the other side may have heard the question. */
export class SessionOver extends Error {
  constructor(readonly why: string, readonly written: boolean) {
    super(why);
  }
}

export type LineBounds = { readonly window: number; readonly connectTimeoutMs: number; readonly answerTimeoutMs: number; readonly idleMs: number; readonly frameLeast: number; readonly frameMost: number };
/** Places in a connection's window: `count` of them, given back one by one. */
export type Places = { readonly count: number; readonly giveBack: () => void };
type Asking = { readonly count: number; readonly go: () => void };

export type Answer<P> = { readonly pdu: P; readonly hex: string };
type Waiting<P> = { readonly resolve: (answer: Answer<P>) => void; readonly reject: (over: SessionOver) => void; readonly since: number; readonly kind: "message" | "test" | "connect" };

/** Unanswered questions whether the other side lives, after which it counts as gone (N = 3 in CMPP). */
const TESTS_MAX = 3;
const TEND_EVERY_MS = 100;
const SEQUENCE_MAX = 0x7fff_fffe;

/** One TCP connection of a protocol with numbered questions and answers: keeps the window, gives each answer to its question, notices silence, and says of each question what is known. */
export abstract class LineSession<P extends { readonly sequence: number }> {
  private readonly splitter: FrameSplitter;
  private readonly waiting = new Map<number, Waiting<P>>();
  private readonly queue: Asking[] = [];
  private sequence = Math.floor(Math.random() * 0x3fff_ffff);
  private messages = 0;
  private heardAt = performance.now();
  private tests = 0;
  private over: string | null = null;
  private readonly tending: NodeJS.Timeout;

  protected constructor(private readonly socket: Socket, private readonly bounds: LineBounds, private readonly onOver: (why: string) => void) {
    this.splitter = new FrameSplitter(bounds.frameLeast, bounds.frameMost);
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.hear(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => this.end(error.code ?? "socket"));
    socket.on("close", () => this.end("closed"));
    this.tending = setInterval(() => this.tend(), TEND_EVERY_MS);
    this.tending.unref();
  }

  protected abstract encode(pdu: P): Uint8Array;
  /** Null: what came is no PDU of the protocol, so that nothing after it can be trusted. */
  protected abstract decode(frame: Uint8Array): P | null;
  protected abstract handle(pdu: P, hex: string): void;
  protected abstract probe(sequence: number): P;
  protected abstract farewell(sequence: number): P;

  get isOpen(): boolean {
    return this.over === null;
  }

  /** Places of the window that are taken. */
  get inFlight(): number {
    return this.messages;
  }

  get free(): number {
    return this.isOpen ? this.bounds.window - this.messages - this.queue.reduce((sum, { count }) => sum + count, 0) : 0;
  }

  /**
   * So many places of the window (at most all of it) at once, for all segments of a text: some gateways answer none of them
   * before they have the last, so that two texts with half their segments in the window would wait for ever. First come, first
   * served; null where the time is over first.
   */
  async reserve(wanted: number, untilMs: number): Promise<Places | null> {
    const count = Math.min(wanted, this.bounds.window);
    if (this.queue.length > 0 || this.messages + count > this.bounds.window) {
      const isMine = await new Promise<boolean>((resolve) => {
        const asking: Asking = {
          count,
          go: () => {
            clearTimeout(timer);
            resolve(true);
          },
        };
        const timer = setTimeout(() => {
          this.queue.splice(this.queue.indexOf(asking), 1);
          resolve(false);
          this.serve();
        }, Math.max(0, untilMs - performance.now()));
        this.queue.push(asking);
        // Whoever asks of a connection that is over hears so when it writes.
        this.serve();
      });
      if (!isMine) return null;
    } else this.messages += count;
    return {
      count,
      giveBack: () => {
        this.messages -= 1;
        this.serve();
      },
    };
  }

  /** Waits for open answers, says good-bye and closes. */
  async close(graceMs: number): Promise<void> {
    const until = performance.now() + graceMs;
    while (this.isOpen && this.messages > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    if (this.isOpen) this.write(this.farewell(this.nextSequence()));
    this.end("closed");
  }

  /** Hands one message over, in a place that is reserved; rejects with `written` false where not an octet of it left. */
  protected async hand(make: (sequence: number) => P, note?: (hex: string) => void): Promise<Answer<P>> {
    if (this.over !== null) throw new SessionOver(this.over, false);
    return this.ask(make(this.nextSequence()), "message", note);
  }

  protected ask(pdu: P, kind: Waiting<P>["kind"], note?: (hex: string) => void): Promise<Answer<P>> {
    return new Promise((resolve, reject) => {
      this.waiting.set(pdu.sequence, { resolve, reject, since: performance.now(), kind });
      const frame = this.write(pdu);
      note?.(toHex(frame));
    });
  }

  protected write(pdu: P): Uint8Array {
    const frame = this.encode(pdu);
    this.socket.write(frame);
    return frame;
  }

  protected nextSequence(): number {
    this.sequence = this.sequence >= SEQUENCE_MAX ? 1 : this.sequence + 1;
    return this.sequence;
  }

  /** An answer to nothing, or one that came too late, changes nothing: what is uncertain stays so until a report says more. */
  protected answered(pdu: P, hex: string): void {
    const waiting = this.waiting.get(pdu.sequence);
    this.waiting.delete(pdu.sequence);
    waiting?.resolve({ pdu, hex });
  }

  protected end(why: string): void {
    if (this.over !== null) return;
    this.over = why;
    clearInterval(this.tending);
    this.socket.end();
    this.socket.destroySoon();
    for (const one of this.waiting.values()) one.reject(new SessionOver(why, one.kind === "message"));
    this.waiting.clear();
    this.serve();
    this.onOver(why);
  }

  /** Gives free places to whoever waits longest, and to nobody past it; once the connection is over, everybody goes. */
  private serve(): void {
    for (let next = this.queue[0]; next !== undefined && (this.over !== null || this.messages + next.count <= this.bounds.window); next = this.queue[0]) {
      this.queue.shift();
      this.messages += next.count;
      next.go();
    }
  }

  private hear(chunk: Uint8Array): void {
    this.heardAt = performance.now();
    this.tests = 0;
    const frames = this.splitter.push(chunk);
    if (!frames.ok) return this.end(frames.error.code);
    for (const frame of frames.value) {
      if (this.over !== null) return;
      const pdu = this.decode(frame);
      if (pdu === null) return this.end("malformed");
      this.handle(pdu, toHex(frame));
    }
  }

  private tend(): void {
    const instant = performance.now();
    const { answerTimeoutMs, connectTimeoutMs, idleMs } = this.bounds;
    for (const [sequence, one] of this.waiting) {
      if (instant - one.since < (one.kind === "connect" ? connectTimeoutMs : answerTimeoutMs)) continue;
      this.waiting.delete(sequence);
      one.reject(new SessionOver("unanswered", one.kind === "message"));
    }
    if (instant - this.heardAt < idleMs * (this.tests + 1)) return;
    if (this.tests >= TESTS_MAX) return this.end("silent");
    this.tests += 1;
    this.ask(this.probe(this.nextSequence()), "test").catch(() => undefined);
  }
}

export type Reach = { readonly host: string; readonly port: number; readonly tls: boolean; /** PEM; absent or empty: those that Node trusts. */ readonly tlsAuthority?: string; /** Absent or empty: the host's. */ readonly tlsServerName?: string; readonly connectTimeoutMs: number };

/** A connection to a carrier, encrypted with a certificate that holds where `tls` says so; rejects with the system's word for why there is none. */
export function openSocket({ host, port, tls, tlsAuthority = "", tlsServerName = "", connectTimeoutMs }: Reach): Promise<Socket> {
  // A server name is never an address (RFC 6066 §3); the certificate is compared with the host then.
  const servername = tlsServerName || (isIP(host) === 0 ? host : "");
  return new Promise((resolve, reject) => {
    const socket = tls ? connectTls({ host, port, ...(servername === "" ? {} : { servername }), ...(tlsAuthority === "" ? {} : { ca: tlsAuthority }) }) : connectTcp({ host, port });
    const timer = setTimeout(() => socket.destroy(Object.assign(new Error("connect"), { code: "ETIMEDOUT" })), connectTimeoutMs);
    const failed = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(new SessionOver(error.code ?? "connect", false));
    };
    socket.once("error", failed);
    socket.once(tls ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      socket.off("error", failed);
      resolve(socket);
    });
  });
}
