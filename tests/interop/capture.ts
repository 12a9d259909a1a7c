import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

// pcap (draft-ietf-opsawg-pcap): packets of bare IPv4, so that nobody needs the right to capture.
const LINKTYPE_RAW = 101;
const CLIENT_PORT = 40_000;

export type Sent = { readonly from: "client" | "server"; readonly bytes: Uint8Array };

function packet({ from, bytes }: Sent, port: number, sequence: number, acknowledged: number): Buffer {
  const [ip, tcp] = [Buffer.alloc(20), Buffer.alloc(20)];
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(40 + bytes.length, 2);
  ip.writeUInt8(64, 8);
  ip.writeUInt8(6, 9);
  const [client, server] = [[10, 0, 0, 1], [10, 0, 0, 2]];
  ip.set(from === "client" ? client : server, 12);
  ip.set(from === "client" ? server : client, 16);
  tcp.writeUInt16BE(from === "client" ? CLIENT_PORT : port, 0);
  tcp.writeUInt16BE(from === "client" ? port : CLIENT_PORT, 2);
  tcp.writeUInt32BE(sequence, 4);
  tcp.writeUInt32BE(acknowledged, 8);
  tcp.writeUInt8(0x50, 12);
  tcp.writeUInt8(0x18, 13);
  tcp.writeUInt16BE(65_535, 14);
  return Buffer.concat([ip, tcp, bytes]);
}

/** A conversation as a capture file would hold it. */
export function toPcap(all: readonly Sent[], port: number): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(LINKTYPE_RAW, 20);
  const next = { client: 1, server: 1 };
  const packets = all.map((one, index) => {
    const body = packet(one, port, next[one.from], next[one.from === "client" ? "server" : "client"]);
    next[one.from] += one.bytes.length;
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_700_000_000 + index, 0);
    record.writeUInt32LE(body.length, 8);
    record.writeUInt32LE(body.length, 12);
    return Buffer.concat([record, body]);
  });
  return Buffer.concat([header, ...packets]);
}

/** tshark's version, or null where it is not installed. */
export function tsharkVersion(): string | null {
  try {
    return /TShark \(Wireshark\) ([\d.]+)/.exec(execFileSync("tshark", ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }))?.[1] ?? null;
  } catch {
    return null;
  }
}

/** One line of named fields for each packet, as tshark's own dissector reads it. */
export function dissect(all: readonly Sent[], port: number, protocol: string, fields: readonly string[]): Record<string, string>[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hongyan-capture-"));
  const file = path.join(folder, "talk.pcap");
  try {
    writeFileSync(file, toPcap(all, port));
    const out = execFileSync("tshark", ["-r", file, "-d", `tcp.port==${port},${protocol}`, "-T", "fields", "-E", "separator=|", "-E", "occurrence=a", ...fields.flatMap((field) => ["-e", field])], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return out.trimEnd().split("\n").map((line) => Object.fromEntries(line.split("|").map((value, index) => [fields[index] ?? "", value])));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
