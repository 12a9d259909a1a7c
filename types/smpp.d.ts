declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Server, Socket } from "node:net";

  /** A PDU: fields of its command and TLVs by name, as the package's definitions call them. */
  export class PDU {
    constructor(command: string | Buffer, options?: Readonly<Record<string, unknown>>);
    command: string;
    command_id: number;
    command_length: number;
    command_status: number;
    sequence_number: number;
    [field: string]: unknown;
    toBuffer(): Buffer;
    isResponse(): boolean;
    response(options?: Readonly<Record<string, unknown>>): PDU;
  }

  export interface Session extends EventEmitter {
    readonly socket: Socket;
    send(pdu: PDU): boolean;
    close(): void;
    pause(): void;
    resume(): void;
  }

  const smpp: { readonly PDU: typeof PDU; createServer(options: object, onSession: (session: Session) => void): Server };
  export default smpp;
}
