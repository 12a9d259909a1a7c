import "server-only";
import { BlockList, isIP } from "node:net";
import { lookup, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";

// Addresses that a carrier never has and that give away a machine's own secrets: link-local (RFC 3927, RFC 4291 §2.5.6), the
// metadata services of clouds, "this network", multicast.
const NEVER = new BlockList();
NEVER.addSubnet("0.0.0.0", 8);
NEVER.addSubnet("169.254.0.0", 16);
NEVER.addSubnet("224.0.0.0", 3);
NEVER.addAddress("100.100.100.200");
NEVER.addAddress("168.63.129.16");
NEVER.addAddress("192.0.0.192");
NEVER.addAddress("::", "ipv6");
NEVER.addSubnet("fe80::", 10, "ipv6");
NEVER.addSubnet("ff00::", 8, "ipv6");
NEVER.addAddress("fd00:ec2::254", "ipv6");
NEVER.addAddress("fd20:ce::254", "ipv6");

const bare = (address: string) => address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");

/** Whether an IP address (v4, v6 or v4 written as v6) may be called at all. */
export function mayCall(address: string): boolean {
  const plain = bare(address);
  const kind = isIP(plain);
  return kind !== 0 && !NEVER.check(plain, kind === 4 ? "ipv4" : "ipv6");
}

/** Whether the host of an address is no literal of a forbidden address; names are looked up when they are called. */
export function mayName(hostname: string): boolean {
  return isIP(bare(hostname)) === 0 || mayCall(hostname);
}

/** Looks names up as Node does and refuses those that lead to a forbidden address, at the moment of the call. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, "", 0);
    const allowed = addresses.filter(({ address }) => mayCall(address));
    const first = allowed[0];
    if (!first) return callback(Object.assign(new Error("the name leads to an address that is never called"), { code: "EFORBIDDEN", syscall: "getaddrinfo" }), "", 0);
    if (options.all === true) return callback(null, allowed);
    callback(null, first.address, first.family);
  });
};

/**
 * Whether an address is in a list of addresses and subnets ("203.0.113.7", "203.0.113.0/24"). An empty list lets everybody
 * in; an entry that is neither lets nobody in.
 */
export function isListed(address: string, list: readonly string[]): boolean {
  if (list.length === 0) return true;
  const kind = isIP(bare(address));
  if (kind === 0) return false;
  const allowed = new BlockList();
  for (const entry of list) {
    const [network = "", prefix] = entry.split("/");
    const family = isIP(network);
    if (family === 0) continue;
    const version = family === 4 ? "ipv4" : "ipv6";
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    if (Number.isInteger(bits) && bits >= 0 && bits <= (family === 4 ? 32 : 128)) allowed.addSubnet(network, bits, version);
  }
  return allowed.check(bare(address), kind === 4 ? "ipv4" : "ipv6");
}
