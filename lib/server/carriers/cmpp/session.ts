import "server-only";
import type { Socket } from "node:net";
import { decodeEither } from "@/lib/domain/carrier/cmpp/decode";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { FRAME_OCTETS_MAX, HEADER_OCTETS, isWide, VERSION_OCTET, type ConnectResp, type Pdu, type Submit, type SubmitResp } from "@/lib/domain/carrier/cmpp/pdu";
import { now } from "../../clock";
import { logger } from "../../logger";
import { LineSession, openSocket, SessionOver } from "../wire/line-session";
import { authenticatorIsmg, authenticatorSource, timestampOf } from "./authenticator";
import type { CmppSettings } from "./settings";

export type SessionNeeds = {
  readonly accountKey: string;
  readonly settings: CmppSettings;
  readonly secret: string;
  /** Stores a DELIVER (its PDU in hex); acknowledged only when this resolves. */
  readonly onDeliver: (hex: string) => Promise<void>;
  readonly onOver: (why: string) => void;
};

/** Accounts whose gateway's proof was found wrong: told once, and not at each of many connections. */
const mismatched = new Set<string>();

/** One connection to a gateway. */
export class CmppSession extends LineSession<Pdu> {
  private readonly wide: boolean;

  private constructor(socket: Socket, private readonly needs: SessionNeeds) {
    super(socket, { ...needs.settings, frameLeast: HEADER_OCTETS, frameMost: FRAME_OCTETS_MAX }, needs.onOver);
    this.wide = isWide(needs.settings.version);
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

  /** Hands one SUBMIT over; rejects with `written` false where not an octet of it left. */
  async submit(pdu: Omit<Submit, "sequence" | "command">, note?: (hex: string) => void): Promise<{ readonly resp: SubmitResp; readonly hex: string }> {
    const answer = await this.hand((sequence) => ({ ...pdu, command: "SUBMIT", sequence }), note);
    if (answer.pdu.command !== "SUBMIT_RESP") throw new SessionOver("protocol", true);
    return { resp: answer.pdu, hex: answer.hex };
  }

  protected encode(pdu: Pdu): Uint8Array {
    return encodePdu(pdu, this.wide);
  }

  protected decode(frame: Uint8Array): Pdu {
    const decoded = decodeEither(frame, this.wide);
    if (decoded.ok) return decoded.value;
    // Its length held, so that the next PDU is where it should be: one that the gateway brings again and again must not take the line down each time.
    const view = new DataView(frame.buffer, frame.byteOffset);
    const commandId = view.getUint32(4);
    logger().warn({ account: this.needs.accountKey, commandId: commandId.toString(16), code: decoded.error.code }, "a PDU of the gateway is not readable and was passed over");
    return { command: "OTHER", sequence: view.getUint32(8), commandId, body: frame.slice(HEADER_OCTETS) };
  }

  protected probe(sequence: number): Pdu {
    return { command: "ACTIVE_TEST", sequence };
  }

  protected farewell(sequence: number): Pdu {
    return { command: "TERMINATE", sequence };
  }

  protected handle(pdu: Pdu, hex: string): void {
    switch (pdu.command) {
      case "CONNECT_RESP":
      case "SUBMIT_RESP":
      case "ACTIVE_TEST_RESP":
        return this.answered(pdu, hex);
      case "DELIVER":
        return void this.take(pdu.sequence, pdu.msgId, hex);
      case "ACTIVE_TEST":
        return void this.write({ command: "ACTIVE_TEST_RESP", sequence: pdu.sequence });
      case "TERMINATE":
        this.write({ command: "TERMINATE_RESP", sequence: pdu.sequence });
        return this.end("terminated");
      default:
    }
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
    const { accountKey } = this.needs;
    if (expected.includes(pdu.authenticator)) return void mismatched.delete(accountKey);
    if (mismatched.has(accountKey)) return;
    mismatched.add(accountKey);
    logger().warn({ account: accountKey }, "the gateway's authenticator does not match the shared secret");
  }

  /** Acknowledged once stored; where storing fails the gateway hears nothing and comes again. */
  private async take(sequence: number, msgId: string, hex: string): Promise<void> {
    try {
      await this.needs.onDeliver(hex);
    } catch {
      return;
    }
    if (this.isOpen) this.write({ command: "DELIVER_RESP", sequence, msgId, result: 0 });
  }
}
