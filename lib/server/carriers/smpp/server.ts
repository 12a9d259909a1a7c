import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { AddressInfo, Socket } from "node:net";
import smpp, { type PDU, type Session } from "smpp";

/** How the centre treats what it is given; all of it may be changed while it runs. */
export type CentreBehaviour = {
  /** command_status of each submit_sm; 0 takes it. */
  status: (pdu: PDU, count: number) => number;
  silent: boolean;
  /** Answers in groups of so many, the last first. */
  shuffle: number;
  /** Closes the connection when it has taken so many on it, without answering the last ones. */
  closeAfter: number | null;
  /** Writes every PDU in two halves with a pause between. */
  halves: boolean;
  reports: number;
  stat: string;
  reportFirst: boolean;
  alive: boolean;
};

export type SmppTaken = { readonly id: string; readonly pdu: PDU };
type Client = { readonly session: Session; bound: string | null; submits: number; held: PDU[]; inFlight: number; halves: Promise<void> };

/** A message centre on the package's own server: for our tests, and for others to try their clients. It reaches no phone. */
export async function startCentre(options: { readonly systemId: string; readonly password: string; readonly port?: number; readonly host?: string }) {
  const behaviour: CentreBehaviour = { status: () => 0, silent: false, shuffle: 1, closeAfter: null, halves: false, reports: 1, stat: "DELIVRD", reportFirst: false, alive: true };
  const taken: SmppTaken[] = [];
  const acknowledged: number[] = [];
  const clients = new Set<Client>();
  const sockets = new Set<Socket>();
  let [ids, sequence, mostInFlight] = [0, 0, 0];

  function write(client: Client, pdu: PDU): void {
    const { socket } = client.session;
    const bytes = pdu.toBuffer();
    if (!behaviour.halves) return void socket.write(bytes);
    client.halves = client.halves.then(async () => {
      socket.write(bytes.subarray(0, bytes.length / 2));
      await sleep(5);
      socket.write(bytes.subarray(bytes.length / 2));
    });
  }

  const listener = () => [...clients].find((one) => one.bound === "bind_transceiver" || one.bound === "bind_receiver");

  function deliver(fields: Readonly<Record<string, unknown>>): number {
    const client = listener();
    sequence += 1;
    if (client) write(client, new smpp.PDU("deliver_sm", { sequence_number: sequence, ...fields }));
    return sequence;
  }

  function report(id: string, pdu: PDU): void {
    for (let count = 0; count < behaviour.reports; count += 1) {
      deliver({ source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: 4, short_message: `id:${id} sub:001 dlvrd:001 submit date:2611261200 done date:2611261201 stat:${behaviour.stat} err:000 text:` });
    }
  }

  function take(client: Client, pdu: PDU): void {
    client.inFlight += 1;
    client.submits += 1;
    ids += 1;
    mostInFlight = Math.max(mostInFlight, client.inFlight);
    const status = behaviour.status(pdu, ids);
    const id = `m${ids}`;
    if (status === 0) taken.push({ id, pdu });
    if (behaviour.reportFirst && status === 0) report(id, pdu);
    if (behaviour.closeAfter !== null && client.submits >= behaviour.closeAfter) return void client.session.socket.destroy();
    if (behaviour.silent) return;
    client.held.push(pdu.response({ command_status: status, message_id: id }));
    const flush = () => {
      client.inFlight -= client.held.length;
      for (const resp of client.held.splice(0).reverse()) write(client, resp);
    };
    if (client.held.length >= behaviour.shuffle) flush();
    // What is left of a group when nothing more comes is answered too.
    else setTimeout(() => client.held.length > 0 && flush(), 50);
    if (!behaviour.reportFirst && status === 0) setTimeout(() => report(id, pdu), 0);
  }

  function bind(client: Client, pdu: PDU): void {
    const good = pdu.system_id === options.systemId && pdu.password === options.password;
    write(client, pdu.response({ command_status: good ? 0 : 0x0e, system_id: "hongyan" }));
    if (good) client.bound = pdu.command;
    else client.session.close();
  }

  function handle(client: Client, pdu: PDU): void {
    if (pdu.command.startsWith("bind_") && !pdu.isResponse()) return bind(client, pdu);
    if (client.bound === null) return client.session.close();
    if (pdu.command === "submit_sm") return take(client, pdu);
    if (pdu.command === "deliver_sm_resp") return void acknowledged.push(pdu.sequence_number);
    if (pdu.command === "enquire_link" && behaviour.alive) return write(client, pdu.response());
    if (pdu.command === "unbind") {
      write(client, pdu.response());
      client.session.close();
    }
  }

  const server = smpp.createServer({}, (session) => {
    const client: Client = { session, bound: null, submits: 0, held: [], inFlight: 0, halves: Promise.resolve() };
    clients.add(client);
    sockets.add(session.socket);
    session.socket.setNoDelay(true);
    session.on("error", () => session.socket.destroy());
    session.on("close", () => clients.delete(client));
    session.on("pdu", (pdu: PDU) => handle(client, pdu));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port, behaviour, taken: taken as readonly SmppTaken[], acknowledged: acknowledged as readonly number[],
    connections: () => [...clients].filter((one) => one.bound !== null).length,
    mostInFlight: () => mostInFlight,
    deliver,
    write: (bytes: Uint8Array) => void listener()?.session.socket.write(bytes),
    breakOff: () => {
      for (const { session } of clients) session.socket.destroy();
    },
    close: () => new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    }),
  };
}
export type SmppCentre = Awaited<ReturnType<typeof startCentre>>;
