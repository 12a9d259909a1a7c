import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { decodeEither } from "@/lib/domain/carrier/cmpp/decode";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { FrameSplitter } from "@/lib/domain/carrier/cmpp/frames";
import type { Connect, Deliver, Pdu, Submit } from "@/lib/domain/carrier/cmpp/pdu";
import { makeMsgId, reportOctets } from "@/lib/domain/carrier/cmpp/report";
import { now } from "../../clock";
import { authenticatorIsmg, authenticatorSource } from "./authenticator";

/** How the gateway treats what it is given; all of it may be changed while it runs. */
export type GatewayBehaviour = {
  /** Result of each SUBMIT; 0 takes it. */
  result: (submit: Submit, count: number) => number;
  /** Takes and does not answer. */
  silent: boolean;
  /** Answers in groups of so many, the last first. */
  shuffle: number;
  /** Closes the connection when it has taken so many on it, without answering the last ones. */
  closeAfter: number | null;
  /** Sends every PDU in two halves with a pause between. */
  halves: boolean;
  /** Reports on each SUBMIT so many times. */
  reports: number;
  stat: string;
  reportDelayMs: number;
  reportFirst: boolean;
  /** Octets of Status in the authenticator that it answers with; 0: a wrong one. */
  statusOctets: 0 | 1 | 4;
  /** Answers ACTIVE_TEST. */
  alive: boolean;
  /** Answers no segment of a text before it has all of them on one connection, as gateways on SMSGate do. */
  wholesOnly: boolean;
  /** Takes without giving ids. */
  numbersNothing: boolean;
  /** How far its clock is ahead, in seconds. */
  clockSeconds: number;
};

export type Taken = { readonly msgId: string; readonly submit: Submit };

export type CmppGateway = {
  readonly port: number;
  readonly behaviour: GatewayBehaviour;
  readonly taken: readonly Taken[];
  /** Sequence numbers of DELIVERs that the client acknowledged, and how many connections it has open. */
  readonly acknowledged: readonly number[];
  readonly connections: () => number;
  /** CONNECTs that came, with whatever secret. */
  readonly logins: () => number;
  readonly mostInFlight: () => number;
  /** What a phone texts, to the first connection. */
  readonly deliver: (message: Pick<Deliver, "source" | "content" | "format"> & { readonly hasHeader?: boolean; readonly msgId?: string }) => number;
  readonly write: (bytes: Uint8Array) => void;
  /** Breaks all connections off. */
  readonly breakOff: () => void;
  readonly close: () => Promise<void>;
};

type Client = { readonly socket: Socket; wide: boolean; open: boolean; submits: number; held: Pdu[]; wholes: Map<string, Pdu[]>; inFlight: number; halves: Promise<void> };

const clock = (seconds: number) => {
  const at = new Date(now().getTime() + 8 * 3_600_000 + seconds * 1_000);
  return { month: at.getUTCMonth() + 1, day: at.getUTCDate(), hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() };
};

/** A gateway that speaks CMPP 2.0, 2.1 and 3.0 with as many clients as come: for our tests, and for others to try theirs. It reaches no phone. */
export async function startGateway(options: { readonly account: string; readonly secret: string; readonly port?: number; readonly host?: string; /** PEM; absent: not encrypted. */ readonly tls?: { readonly cert: string; readonly key: string } }): Promise<CmppGateway> {
  const behaviour: GatewayBehaviour = { result: () => 0, silent: false, shuffle: 1, closeAfter: null, halves: false, reports: 1, stat: "DELIVRD", reportDelayMs: 0, reportFirst: false, statusOctets: 4, alive: true, wholesOnly: false, numbersNothing: false, clockSeconds: 0 };
  const taken: Taken[] = [];
  const acknowledged: number[] = [];
  const clients = new Set<Client>();
  let [ids, sequence, mostInFlight, logins] = [0, 0, 0, 0];

  function write(client: Client, pdu: Pdu): void {
    const bytes = encodePdu(pdu, client.wide);
    if (!behaviour.halves) return void client.socket.write(bytes);
    // One after the other: halves of two PDUs must not mix.
    client.halves = client.halves.then(async () => {
      const half = Math.floor(bytes.length / 2);
      client.socket.write(bytes.subarray(0, half));
      await sleep(5);
      client.socket.write(bytes.subarray(half));
    });
  }

  function greet(client: Client, pdu: Connect): void {
    logins += 1;
    client.wide = pdu.version >= 0x30;
    const expected = authenticatorSource(options.account, options.secret, pdu.timestamp);
    const status = pdu.sourceAddress !== options.account ? 2 : pdu.authenticator !== expected ? 3 : pdu.version > 0x30 ? 4 : 0;
    client.open = status === 0;
    const octets = behaviour.statusOctets;
    const authenticator = octets === 0 ? "00".repeat(16) : authenticatorIsmg(status, pdu.authenticator, options.secret, octets);
    write(client, { command: "CONNECT_RESP", sequence: pdu.sequence, status, authenticator, version: pdu.version });
    if (status !== 0) client.socket.end();
  }

  function report(client: Client, msgId: string, submit: Submit): void {
    const { month, day, hour, minute } = clock(behaviour.clockSeconds);
    const stamp = `26${[month, day, hour, minute].map((one) => String(one).padStart(2, "0")).join("")}`;
    for (let count = 0; count < behaviour.reports; count += 1) {
      const content = reportOctets({ msgId, stat: behaviour.stat, submittedAt: stamp, doneAt: stamp, destination: submit.destinations[0] ?? "" }, client.wide);
      const to = client.socket.writable ? client : [...clients].find((one) => one.open && one.socket.writable);
      if (to) write(to, { command: "DELIVER", sequence: (sequence += 1), msgId, destination: submit.sourceNumber, serviceId: submit.serviceId, protocolId: 0, hasHeader: false, format: 0, source: submit.destinations[0] ?? "", isReport: true, content });
    }
  }

  function take(client: Client, submit: Submit): void {
    client.inFlight += 1;
    mostInFlight = Math.max(mostInFlight, client.inFlight);
    client.submits += 1;
    ids += 1;
    const result = behaviour.result(submit, ids);
    const msgId = result === 0 && !behaviour.numbersNothing ? makeMsgId(clock(behaviour.clockSeconds), 123_456, ids) : "0".repeat(16);
    if (result === 0) taken.push({ msgId, submit });
    const reports = () => (result === 0 ? setTimeout(() => report(client, msgId, submit), behaviour.reportDelayMs) : undefined);
    if (behaviour.reportFirst && result === 0) report(client, msgId, submit);
    if (behaviour.closeAfter !== null && client.submits >= behaviour.closeAfter) return void client.socket.destroy();
    if (behaviour.silent) return;
    const resp: Pdu = { command: "SUBMIT_RESP", sequence: submit.sequence, msgId, result };
    if (!behaviour.reportFirst) reports();
    if (behaviour.wholesOnly && submit.hasHeader) {
      const key = `${submit.destinations[0] ?? ""} ${submit.content[3] ?? 0}`;
      const parts = [...(client.wholes.get(key) ?? []), resp];
      client.wholes.set(key, parts);
      if (parts.length < submit.total) return;
      client.wholes.delete(key);
      client.held.push(...parts);
    } else client.held.push(resp);
    const flush = () => {
      client.inFlight -= client.held.length;
      for (const resp of client.held.splice(0).reverse()) write(client, resp);
    };
    if (client.held.length >= behaviour.shuffle) flush();
    // What is left of a group when nothing more comes is answered too.
    else setTimeout(() => client.held.length > 0 && flush(), 50);
  }

  function handle(client: Client, pdu: Pdu): void {
    if (pdu.command === "CONNECT") return greet(client, pdu);
    if (!client.open) return void client.socket.destroy();
    if (pdu.command === "SUBMIT") return take(client, pdu);
    if (pdu.command === "DELIVER_RESP") return void acknowledged.push(pdu.sequence);
    if (pdu.command === "ACTIVE_TEST" && behaviour.alive) return write(client, { command: "ACTIVE_TEST_RESP", sequence: pdu.sequence });
    if (pdu.command === "TERMINATE") {
      write(client, { command: "TERMINATE_RESP", sequence: pdu.sequence });
      client.socket.end();
    }
  }

  const serve = (socket: Socket) => {
    const client: Client = { socket, wide: false, open: false, submits: 0, held: [], wholes: new Map(), inFlight: 0, halves: Promise.resolve() };
    const splitter = new FrameSplitter();
    clients.add(client);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("close", () => clients.delete(client));
    socket.on("data", (chunk) => {
      const frames = splitter.push(chunk);
      if (!frames.ok) return void socket.destroy();
      for (const frame of frames.value) {
        const decoded = decodeEither(frame, client.wide);
        if (!decoded.ok) return void socket.destroy();
        handle(client, decoded.value);
      }
    });
  };
  const server: Server = options.tls ? createTlsServer(options.tls, serve) : createServer(serve);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve);
  });
  const first = () => [...clients].find((one) => one.open);
  return {
    port: (server.address() as AddressInfo).port, behaviour, taken, acknowledged,
    connections: () => [...clients].filter((one) => one.open).length,
    logins: () => logins,
    mostInFlight: () => mostInFlight,
    deliver({ source, content, format, hasHeader = false, msgId }) {
      const client = first();
      sequence += 1;
      ids += 1;
      if (client) write(client, { command: "DELIVER", sequence, msgId: msgId ?? makeMsgId(clock(behaviour.clockSeconds), 123_456, ids), destination: "10690001", serviceId: "", protocolId: 0, hasHeader, format, source, isReport: false, content });
      return sequence;
    },
    write: (bytes) => void first()?.socket.write(bytes),
    breakOff: () => {
      for (const { socket } of clients) socket.destroy();
    },
    close: () => new Promise((resolve) => {
      for (const { socket } of clients) socket.destroy();
      server.close(() => resolve());
    }),
  };
}
