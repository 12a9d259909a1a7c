import "server-only";
import type { Socket } from "node:net";
import type { SmppPart } from "@/lib/domain/carrier/smpp/content";
import { LineSession, openSocket, SessionOver, type Places } from "../wire/line-session";
import { decodeSmpp, makeSmpp, SMPP_LEAST, SMPP_MOST, statusCode, type SmppPdu } from "./codec";
import type { SmppSettings } from "./settings";

export type SmppNeeds = {
  readonly settings: SmppSettings;
  readonly password: string;
  /** Stores a deliver_sm or data_sm (its PDU in hex); acknowledged only when this resolves. */
  readonly onDeliver: (hex: string) => Promise<void>;
  readonly onOver: (why: string) => void;
};

type BindCommand = "bind_transceiver" | "bind_transmitter" | "bind_receiver";
export type SubmitSm = { readonly destination: string; readonly part: SmppPart; readonly reference: number };

const INTERFACE_VERSION = 0x34;
const UDH_INDICATOR = 0x40;

/** One bound connection to an SMSC. */
export class SmppSession extends LineSession<SmppPdu> {
  private constructor(socket: Socket, private readonly needs: SmppNeeds) {
    super(socket, { ...needs.settings, frameLeast: SMPP_LEAST, frameMost: SMPP_MOST }, needs.onOver);
  }

  /** Connects and binds; throws `SessionOver` with why it could not. */
  static async open(needs: SmppNeeds, command: BindCommand = "bind_transceiver"): Promise<SmppSession> {
    const session = new SmppSession(await openSocket(needs.settings), needs);
    try {
      const { systemId, systemType } = needs.settings;
      const { pdu } = await session.ask(makeSmpp(command, session.nextSequence(), { system_id: systemId, password: needs.password, system_type: systemType, interface_version: INTERFACE_VERSION }), "connect");
      if (pdu.pdu.command_status !== 0) throw new SessionOver(`smpp:${statusCode(pdu.pdu.command_status)}`, false);
      return session;
    } catch (error) {
      session.end(error instanceof SessionOver ? error.why : "connect");
      throw error;
    }
  }

  /** Hands one submit_sm over; rejects with `written` false where not an octet of it left. */
  async submit({ destination, part, reference }: SubmitSm, note?: (hex: string) => void): Promise<{ readonly id: string | null; readonly status: number; readonly hex: string }> {
    const { settings } = this.needs;
    const octets = Buffer.from(part.octets);
    const body = part.isPayload ? { short_message: Buffer.alloc(0), message_payload: octets } : { short_message: octets };
    const sar = settings.longMessages === "sar" && part.total > 1 ? { sar_msg_ref_num: reference, sar_total_segments: part.total, sar_segment_seqnum: part.number } : {};
    const answer = await this.hand((sequence) => makeSmpp("submit_sm", sequence, {
      service_type: settings.serviceType, source_addr_ton: settings.sourceTon, source_addr_npi: settings.sourceNpi, source_addr: settings.sourceAddress, dest_addr_ton: settings.destinationTon,
      dest_addr_npi: settings.destinationNpi, destination_addr: destination, esm_class: part.hasHeader ? UDH_INDICATOR : 0, registered_delivery: 1, data_coding: part.dataCoding, ...body, ...sar,
    }), note);
    const { pdu } = answer.pdu;
    const id = typeof pdu.message_id === "string" && pdu.message_id !== "" ? pdu.message_id : null;
    return { id, status: pdu.command_status, hex: answer.hex };
  }

  protected encode({ pdu }: SmppPdu): Uint8Array {
    return pdu.toBuffer();
  }

  protected decode(frame: Uint8Array): SmppPdu | null {
    return decodeSmpp(frame);
  }

  protected probe(sequence: number): SmppPdu {
    return makeSmpp("enquire_link", sequence);
  }

  protected farewell(sequence: number): SmppPdu {
    return makeSmpp("unbind", sequence);
  }

  protected handle(one: SmppPdu, hex: string): void {
    const { pdu, sequence } = one;
    switch (pdu.command) {
      case "deliver_sm":
      case "data_sm":
        return void this.take(one, hex);
      case "enquire_link":
        return void this.write(makeSmpp("enquire_link_resp", sequence));
      case "unbind":
        this.write(makeSmpp("unbind_resp", sequence));
        return this.end("unbound");
      case "generic_nack":
        return this.answered(one, hex);
      default:
        if (pdu.isResponse()) return this.answered(one, hex);
        // What this side does not do (SMPP 3.4 §4.3).
        this.write(makeSmpp("generic_nack", sequence, { command_status: 0x03 }));
    }
  }

  /** Acknowledged once stored; where storing fails the centre hears nothing and comes again. */
  private async take({ sequence, pdu }: SmppPdu, hex: string): Promise<void> {
    try {
      await this.needs.onDeliver(hex);
    } catch {
      return;
    }
    if (this.isOpen) this.write(makeSmpp(`${pdu.command}_resp`, sequence, { message_id: "" }));
  }
}

/** What the driver sends over: one session, or a transmitter with a receiver that lives and dies with it. */
export class SmppBind {
  private constructor(private readonly sender: SmppSession, private readonly receiver: SmppSession | null) {}

  static async open(needs: SmppNeeds): Promise<SmppBind> {
    if (needs.settings.bind === "transceiver") return new SmppBind(await SmppSession.open(needs), null);
    const both: SmppSession[] = [];
    let over = false;
    const onOver = (why: string) => {
      if (over) return;
      over = true;
      for (const one of both) void one.close(0);
      needs.onOver(why);
    };
    both.push(await SmppSession.open({ ...needs, onOver }, "bind_receiver"));
    const [receiver] = both;
    try {
      both.push(await SmppSession.open({ ...needs, onOver }, "bind_transmitter"));
    } catch (error) {
      await receiver?.close(0);
      throw error;
    }
    return new SmppBind(both[1] as SmppSession, receiver ?? null);
  }

  get isOpen(): boolean {
    return this.sender.isOpen && this.receiver?.isOpen !== false;
  }

  get free(): number {
    return this.isOpen ? this.sender.free : 0;
  }

  get inFlight(): number {
    return this.sender.inFlight;
  }

  reserve(wanted: number, untilMs: number): Promise<Places | null> {
    return this.sender.reserve(wanted, untilMs);
  }

  submit(message: SubmitSm, note?: (hex: string) => void): ReturnType<SmppSession["submit"]> {
    return this.sender.submit(message, note);
  }

  async close(graceMs: number): Promise<void> {
    await this.sender.close(graceMs);
    await this.receiver?.close(0);
  }
}
