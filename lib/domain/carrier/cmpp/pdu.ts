/** Versions that both sides may speak; 2.1 is 2.0 on the wire (QB-GF-028-2003 §8.4.1.1). */
export const CMPP_VERSIONS = ["2.0", "2.1", "3.0"] as const;
export type CmppVersion = (typeof CMPP_VERSIONS)[number];

/** The Version octet of CONNECT: high four bits the major, low four bits the minor number. */
export const VERSION_OCTET: Readonly<Record<CmppVersion, number>> = { "2.0": 0x20, "2.1": 0x21, "3.0": 0x30 };

/** Whether fields have the widths of version 3. */
export const isWide = (version: CmppVersion) => version === "3.0";

export const COMMANDS = {
  CONNECT: 0x00000001, CONNECT_RESP: 0x80000001, TERMINATE: 0x00000002, TERMINATE_RESP: 0x80000002, SUBMIT: 0x00000004, SUBMIT_RESP: 0x80000004,
  DELIVER: 0x00000005, DELIVER_RESP: 0x80000005, ACTIVE_TEST: 0x00000008, ACTIVE_TEST_RESP: 0x80000008,
} as const;
export type CommandName = keyof typeof COMMANDS;

export type Connect = { readonly command: "CONNECT"; readonly sequence: number; readonly sourceAddress: string; /** 16 octets in hex. */ readonly authenticator: string; readonly version: number; /** MMDDHHMMSS as a number. */ readonly timestamp: number };
export type ConnectResp = { readonly command: "CONNECT_RESP"; readonly sequence: number; readonly status: number; readonly authenticator: string; readonly version: number };
export type Plain = { readonly command: "TERMINATE" | "TERMINATE_RESP" | "ACTIVE_TEST" | "ACTIVE_TEST_RESP"; readonly sequence: number };

/** One text, or one segment of it, to one phone; ids are 16 hex digits, since 64 bits are more than a JS number holds. */
export type Submit = {
  readonly command: "SUBMIT"; readonly sequence: number; readonly msgId: string; readonly total: number; readonly number: number; readonly registeredDelivery: number; readonly level: number;
  readonly serviceId: string; readonly feeUserType: number; readonly feeTerminal: string; readonly protocolId: number; readonly hasHeader: boolean; readonly format: number; readonly source: string;
  readonly feeType: string; readonly feeCode: string; readonly validUntil: string; readonly sendAt: string; readonly sourceNumber: string; readonly destinations: readonly string[]; readonly content: Uint8Array;
};
export type SubmitResp = { readonly command: "SUBMIT_RESP"; readonly sequence: number; readonly msgId: string; readonly result: number };

export type Deliver = {
  readonly command: "DELIVER"; readonly sequence: number; readonly msgId: string; readonly destination: string; readonly serviceId: string; readonly protocolId: number; readonly hasHeader: boolean;
  readonly format: number; readonly source: string; readonly isReport: boolean; readonly content: Uint8Array;
};
export type DeliverResp = { readonly command: "DELIVER_RESP"; readonly sequence: number; readonly msgId: string; readonly result: number };

/** A command that this side does not use (QUERY, CANCEL, FWD …). */
export type Other = { readonly command: "OTHER"; readonly sequence: number; readonly commandId: number; readonly body: Uint8Array };

export type Pdu = Connect | ConnectResp | Plain | Submit | SubmitResp | Deliver | DeliverResp | Other;

export type CmppFault = { readonly code: "cmpp.too_short" | "cmpp.too_long" | "cmpp.length_wrong" | "cmpp.malformed" };

/** Header: Total_Length, Command_Id, Sequence_Id, four octets each. */
export const HEADER_OCTETS = 12;
/** The longest PDU of the protocol is a SUBMIT to 99 phones: 99 × 32 octets, 140 of text and some 200 of fields. */
export const FRAME_OCTETS_MAX = 8_192;
/** QB-GF-028-2003 §8.4.3.1: at most 140 octets of content. */
export const CONTENT_OCTETS_MAX = 140;
