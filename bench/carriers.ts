// `npm run bench:carriers`: messages a second through our CMPP and SMPP drivers to a local server that answers at once, beside
// the raw limit of the same socket: PDUs encoded beforehand, written with the same window, answers only counted.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { connect, createServer, type AddressInfo } from "node:net";
import smpp from "smpp";
import { partsOf } from "@/lib/domain/carrier/cmpp/content";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { FrameSplitter } from "@/lib/domain/carrier/cmpp/frames";
import { smppParts } from "@/lib/domain/carrier/smpp/content";
import { authenticatorSource } from "@/lib/server/carriers/cmpp/authenticator";
import { closeCmpp, cmpp } from "@/lib/server/carriers/cmpp/driver";
import type { CarrierAccount, CarrierDriver, Outgoing } from "@/lib/server/carriers/port";
import { closeSmpp, smppDriver } from "@/lib/server/carriers/smpp/driver";

const MESSAGES = Number(process.argv[2] ?? 30_000);
const BATCH = 200;
const ROUNDS = 3;
const TEXT = "【鸿雁银行】王女士，您尾号1234的贷款将于12月1日还款1250.00元，请留足余额。详询95599000";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The server in a process of its own, so that it does not share the driver's core. */
async function serve(protocol: string): Promise<{ port: number; stop: () => void }> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/carriers-serve.ts", protocol, "--port", String(port), "--reports", "0", "--account", "901234", "--secret", "secret"], { stdio: ["ignore", "pipe", "inherit"], env: process.env });
  await new Promise<void>((resolve) => child.stdout.on("data", (chunk: Buffer) => chunk.toString().includes(" at 127") && resolve()));
  return { port, stop: () => void child.kill("SIGKILL") };
}

/** Frames written in a row, never more than `window` of them unanswered; answers are counted and nothing else. */
function raw(port: number, greeting: Uint8Array, frames: readonly Uint8Array[], window: number, least: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const splitter = new FrameSplitter(least, 16_384);
    const socket = connect({ host: "127.0.0.1", port });
    socket.setNoDelay(true);
    let [next, answered, started] = [0, -1, 0];
    const fill = () => {
      while (next < frames.length && next - answered < window) {
        socket.write(frames[next] as Uint8Array);
        next += 1;
      }
    };
    socket.on("connect", () => socket.write(greeting));
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      const cut = splitter.push(chunk);
      if (!cut.ok) return reject(new Error(cut.error.code));
      if (answered === -1 && cut.value.length > 0) started = performance.now();
      answered += cut.value.length;
      if (answered < frames.length) return fill();
      resolve((frames.length * 1000) / (performance.now() - started));
      socket.destroy();
    });
  });
}

async function driven(driver: CarrierDriver, account: CarrierAccount): Promise<number> {
  const batches = Array.from({ length: MESSAGES / BATCH }, (_, batch) => Array.from({ length: BATCH }, (_unused, index): Outgoing => ({ reference: randomUUID(), to: `+86138${String(batch * BATCH + index).padStart(8, "0")}`, text: TEXT, purpose: "loan" })));
  const started = performance.now();
  for (const batch of batches) {
    const answers = await driver.submit(account, batch, { signal: AbortSignal.timeout(60_000) });
    for (const answer of answers.values()) if (answer.outcome !== "accepted") throw new Error(`not accepted: ${answer.outcome}`);
  }
  return (MESSAGES * 1000) / (performance.now() - started);
}

const accountOf = (driver: string, settings: Record<string, unknown>, secrets: Record<string, string>): CarrierAccount => ({ id: randomUUID(), key: driver, driver, settings, secrets, speedPerSecond: 1e6, keepsExchanges: "none" });
const sequences = Array.from({ length: MESSAGES }, (_, index) => index + 2);

async function measure(name: string, window: number, run: () => Promise<{ driver: number; raw: number }>): Promise<void> {
  await run();
  const rounds: { driver: number; raw: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await run());
  const best = (pick: (one: { driver: number; raw: number }) => number) => Math.max(...rounds.map(pick));
  const [mine, limit] = [best((one) => one.driver), best((one) => one.raw)];
  console.log(`${name.padEnd(5)} window ${String(window).padStart(2)}   driver ${Math.round(mine).toLocaleString("en").padStart(8)} a second   raw socket ${Math.round(limit).toLocaleString("en").padStart(8)} a second   ${Math.round((mine / limit) * 100)} %`);
}

console.log(`${MESSAGES.toLocaleString("en")} messages of one segment, best of ${ROUNDS} rounds, server in its own process`);
{
  const { port, stop } = await serve("cmpp");
  const window = 16;
  const account = accountOf("cmpp", { host: "127.0.0.1", port, sourceAddress: "901234", sourceNumber: "10690001", window }, { sharedSecret: "secret" });
  const parts = partsOf(TEXT, 1, "ucs2");
  const content = parts.ok ? (parts.value[0]?.content ?? new Uint8Array()) : new Uint8Array();
  const frames = sequences.map((sequence) => encodePdu({ command: "SUBMIT", sequence, msgId: "0".repeat(16), total: 1, number: 1, registeredDelivery: 1, level: 1, serviceId: "", feeUserType: 2, feeTerminal: "", protocolId: 0, hasHeader: false, format: 8, source: "901234", feeType: "01", feeCode: "000000", validUntil: "", sendAt: "", sourceNumber: "10690001", destinations: [String(13_800_000_000 + sequence)], content }, false));
  const greeting = encodePdu({ command: "CONNECT", sequence: 1, sourceAddress: "901234", authenticator: authenticatorSource("901234", "secret", 1_126_120_000), version: 0x20, timestamp: 1_126_120_000 }, false);
  await measure("CMPP", window, async () => ({ driver: await driven(cmpp, account), raw: await raw(port, greeting, frames, window, 12) }));
  await closeCmpp();
  stop();
}
{
  const { port, stop } = await serve("smpp");
  const window = 10;
  const account = accountOf("smpp", { host: "127.0.0.1", port, systemId: "901234", sourceAddress: "95599", window }, { password: "secret" });
  const parts = smppParts(TEXT, 1, "udh");
  const short = Buffer.from(parts.ok ? (parts.value[0]?.octets ?? new Uint8Array()) : new Uint8Array());
  const frames = sequences.map((sequence) => new smpp.PDU("submit_sm", { sequence_number: sequence, source_addr: "95599", destination_addr: String(8_613_800_000_000 + sequence), registered_delivery: 1, data_coding: 8, short_message: short }).toBuffer());
  const greeting = new smpp.PDU("bind_transceiver", { sequence_number: 1, system_id: "901234", password: "secret", interface_version: 0x34 }).toBuffer();
  await measure("SMPP", window, async () => ({ driver: await driven(smppDriver, account), raw: await raw(port, greeting, frames, window, 16) }));
  await closeSmpp();
  stop();
}
process.exit(0);
