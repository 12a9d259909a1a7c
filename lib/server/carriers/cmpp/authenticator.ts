import "server-only";
import { createHash } from "node:crypto";

const md5 = (...pieces: (string | Buffer)[]) => {
  const hash = createHash("md5");
  for (const piece of pieces) hash.update(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece);
  return hash.digest("hex");
};

/** AuthenticatorSource: MD5(Source_Addr + nine NUL + secret + MMDDHHMMSS), QB-GF-028-2003 §8.4.1.1. MD5 is the protocol's, not ours. */
export function authenticatorSource(sourceAddress: string, secret: string, timestamp: number): string {
  return md5(sourceAddress, Buffer.alloc(9), secret, String(timestamp).padStart(10, "0"));
}

/** AuthenticatorISMG: MD5(Status + AuthenticatorSource + secret), with Status as one octet or four: implementations differ. */
export function authenticatorIsmg(status: number, source: string, secret: string, statusOctets: 1 | 4): string {
  const bytes = Buffer.alloc(statusOctets);
  if (statusOctets === 1) bytes.writeUInt8(status & 0xff);
  else bytes.writeUInt32BE(status);
  return md5(bytes, Buffer.from(source, "hex"), secret);
}

/** MMDDHHMMSS of Beijing, which is where the gateways are. */
export function timestampOf(at: Date): number {
  const beijing = new Date(at.getTime() + 8 * 3_600_000);
  const [month, day, hour, minute, second] = [beijing.getUTCMonth() + 1, beijing.getUTCDate(), beijing.getUTCHours(), beijing.getUTCMinutes(), beijing.getUTCSeconds()];
  return (((month * 100 + day) * 100 + hour) * 100 + minute) * 100 + second;
}
