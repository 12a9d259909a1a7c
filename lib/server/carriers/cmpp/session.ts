import "server-only";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { decodeEither } from "@/lib/domain/carrier/cmpp/decode";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { FrameSplitter } from "@/lib/domain/carrier/cmpp/frames";
import { toHex } from "@/lib/domain/carrier/cmpp/octets";
import { isWide, VERSION_OCTET, type ConnectResp, type Pdu, type Submit, type SubmitResp } from "@/lib/domain/carrier/cmpp/pdu";
import { now } from "../../clock";
import { logger } from "../../logger";
import { authenticatorIsmg, authenticatorSource, timestampOf } from "./authenticator";
import type { CmppSettings } from "./settings";

/** Why a session is over, in a code that pages have words for; `status` is the gateway's own. */
export class SessionOver extends Error {
  constructor(readonly why: string, readonly written: boolean) {
    super(why);
  }
}

export type SessionNeeds = {
  readonly accountKey: string;
  readonly settings: CmppSettings;
  readonly secret: string;
  /** Stores a DELIVER (its PDU in hex); acknowledged only when this resolves. */
  readonly onDeliver: (hex: string) => Promise<void>;
  readonly onOver: (why: string) => void;
};

type Answer = { readonly pdu: Pdu; readonly hex: string };
type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (over: SessionOver) => void; readonly since: number; readonly kind: "submit" | "test" | "connect" };

/** Unanswered ACTIVE_TESTs after which the other side counts as gone (N = 3 in the standard). */
const TESTS_MAX = 3;
const TEND_EVERY_MS = 100;
const SEQUENCE_MAX = 0xffff_fffe;

/** One connection to a gateway: connects, keeps the window, answers what it is asked, and says of each SUBMIT what is known. */
export class CmppSession {
  private readonly splitter = new FrameSplitter();
  private readonly waiting = new Map<number, Waiting>();
  private readonly queue: (() => void)[] = [];
  private readonly wide: boolean;
  private sequence = Math.floor(Math.random() * 0x7fff_ffff);
  private submits = 0;
  private heardAt = performance.now();
  private tests = 0;
  private over: string | null = null;
  private readonly tending: NodeJS.Timeout;

  private constructor(private readonly socket: Socket, private readonly needs: SessionNeeds) {
    this.wide = isWide(needs.settings.version);
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.hear(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => this.end(error.code ?? "socket"));
    socket.on("close", () => this.end("closed"));
    this.tending = setInterval(() => this.tend(), TEND_EVERY_MS);
    this.tending.unref();
  }

  /** Connects and authenticates; throws `SessionOver` with why it could not. */
  static async open(needs: SessionNeeds): Promise<CmppSession> {
    const session = new CmppSession(await openSocket(needs.settings), needs);
    try {
      await session.authenticate();
      return session;
    } catch (error) {
      session.end(error instanceof SessionOver ? error.why : "connect");
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.over === null;
  }

  get inFlight(): number {
    return this.submits;
  }

  get free(): number {
    return this.isOpen ? this.needs.settings.window - this.submits - this.queue.length : 0;
  }

  /** Hands one SUBMIT over once the window has room; rejects with `written` false where not an octet of it left. */
  async submit(pdu: Omit<Submit, "sequence" | "command">, note?: (hex: string) => void): Promise<{ readonly resp: SubmitResp; readonly hex: string }> {
    await this.room();
    try {
      if (this.over !== null) throw new SessionOver(this.over, false);
      const answer = await this.ask({ ...pdu, command: "SUBMIT", sequence: this.nextSequence() }, "submit", note);
      if (answer.pdu.command !== "SUBMIT_RESP") throw new SessionOver("protocol", true);
      return { resp: answer.pdu, hex: answer.hex };
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.submits -= 1;
    }
  }

  /** Waits for open answers, says good-bye and closes. */
  async close(graceMs: number): Promise<void> {
    const until = performance.now() + graceMs;
    while (this.isOpen && this.submits > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    if (this.isOpen) this.write({ command: "TERMINATE", sequence: this.nextSequence() });
    this.end("closed");
  }

  /** A place in the window; one that becomes free goes to whoever waits longest, and to nobody in between. */
  private room(): Promise<void> {
    if (this.submits >= this.needs.settings.window) return new Promise((resolve) => void this.queue.push(resolve));
    this.submits += 1;
    return Promise.resolve();
  }

  private nextSequence(): number {
    this.sequence = this.sequence >= SEQUENCE_MAX ? 1 : this.sequence + 1;
    return this.sequence;
  }

  private ask(pdu: Pdu, kind: Waiting["kind"], note?: (hex: string) => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.set(pdu.sequence, { resolve, reject, since: performance.now(), kind });
      const frame = this.write(pdu);
      note?.(toHex(frame));
    });
  }

  private write(pdu: Pdu): Uint8Array {
    const frame = encodePdu(pdu, this.wide);
    this.socket.write(frame);
    return frame;
  }

  private async authenticate(): Promise<void> {
    const { settings, secret } = this.needs;
    const timestamp = timestampOf(now());
    const authenticator = authenticatorSource(settings.sourceAddress, secret, timestamp);
    const { pdu } = await this.ask({ command: "CONNECT", sequence: this.nextSequence(), sourceAddress: settings.sourceAddress, authenticator, version: VERSION_OCTET[settings.version], timestamp }, "connect");
    if (pdu.command !== "CONNECT_RESP") throw new SessionOver("protocol", false);
    if (pdu.status !== 0) throw new SessionOver(`cmpp-connect-resp:${pdu.status}`, false);
    this.checkGateway(pdu, authenticator);
  }

  /** A gateway that knows the secret proves it; some prove it wrongly, so a mismatch is told to people and not held against it. */
  private checkGateway(pdu: ConnectResp, authenticator: string): void {
    const expected = ([1, 4] as const).map((octets) => authenticatorIsmg(pdu.status, authenticator, this.needs.secret, octets));
    if (!expected.includes(pdu.authenticator)) logger().warn({ account: this.needs.accountKey }, "the gateway's authenticator does not match the shared secret");
  }

  private hear(chunk: Uint8Array): void {
    this.heardAt = performance.now();
    this.tests = 0;
    const frames = this.splitter.push(chunk);
    if (!frames.ok) return this.end(frames.error.code);
    for (const frame of frames.value) {
      if (this.over !== null) return;
      const decoded = decodeEither(frame, this.wide);
      if (!decoded.ok) return this.end(decoded.error.code);
      this.handle(decoded.value, frame);
    }
  }

  private handle(pdu: Pdu, frame: Uint8Array): void {
    switch (pdu.command) {
      case "CONNECT_RESP":
      case "SUBMIT_RESP":
      case "ACTIVE_TEST_RESP": {
        const waiting = this.waiting.get(pdu.sequence);
        // An answer to nothing, or one that came too late: what is uncertain stays so, until a report says more.
        if (!waiting) return;
        this.waiting.delete(pdu.sequence);
        return waiting.resolve({ pdu, hex: toHex(frame) });
      }
      case "DELIVER":
        return void this.take(pdu.sequence, pdu.msgId, toHex(frame));
      case "ACTIVE_TEST":
        return void this.write({ command: "ACTIVE_TEST_RESP", sequence: pdu.sequence });
      case "TERMINATE":
        this.write({ command: "TERMINATE_RESP", sequence: pdu.sequence });
        return this.end("terminated");
      default:
    }
  }

  /** Acknowledged once stored; where storing fails the gateway hears nothing and comes again. */
  private async take(sequence: number, msgId: string, hex: string): Promise<void> {
    try {
      await this.needs.onDeliver(hex);
    } catch {
      return;
    }
    if (this.over === null) this.write({ command: "DELIVER_RESP", sequence, msgId, result: 0 });
  }

  private tend(): void {
    const instant = performance.now();
    const { answerTimeoutMs, connectTimeoutMs, idleMs } = this.needs.settings;
    for (const [sequence, one] of this.waiting) {
      if (instant - one.since < (one.kind === "connect" ? connectTimeoutMs : answerTimeoutMs)) continue;
      this.waiting.delete(sequence);
      one.reject(new SessionOver("unanswered", one.kind === "submit"));
    }
    if (instant - this.heardAt < idleMs * (this.tests + 1)) return;
    if (this.tests >= TESTS_MAX) return this.end("silent");
    this.tests += 1;
    this.ask({ command: "ACTIVE_TEST", sequence: this.nextSequence() }, "test").catch(() => undefined);
  }

  private end(why: string): void {
    if (this.over !== null) return;
    this.over = why;
    clearInterval(this.tending);
    this.socket.end();
    this.socket.destroySoon();
    for (const one of this.waiting.values()) one.reject(new SessionOver(why, one.kind === "submit"));
    this.waiting.clear();
    for (const go of this.queue.splice(0)) {
      this.submits += 1;
      go();
    }
    this.needs.onOver(why);
  }
}

function openSocket({ host, port, tls, connectTimeoutMs }: CmppSettings): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tls ? connectTls({ host, port, servername: host }) : connectTcp({ host, port });
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
