import { spawnSync } from "node:child_process";

/** Where the database and Redis listen for workers of other "hosts". */
export const BRIDGE_ADDRESS = "10.231.77.1";
export const BRIDGE_NET = "10.231.77.0/24";

const BRIDGE = `hyb${process.pid}`.slice(0, 14);

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync("ip", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${stderr.trim()}`);
}

export type Hosts = { readonly names: readonly string[]; readonly remove: () => void };

/** Network namespaces with an address of their own on one bridge: what a worker sees of its network is what it sees on a host of its own. Null: not allowed here. */
export function makeHosts(count: number): Hosts | null {
  const names = Array.from({ length: count }, (_, index) => `hy${process.pid}-${index + 1}`);
  const remove = () => {
    for (const name of names) spawnSync("ip", ["netns", "del", name]);
    spawnSync("ip", ["link", "del", BRIDGE]);
  };
  try {
    ip("link", "add", BRIDGE, "type", "bridge");
    ip("addr", "add", `${BRIDGE_ADDRESS}/24`, "dev", BRIDGE);
    ip("link", "set", BRIDGE, "up");
    for (const [index, name] of names.entries()) {
      const [outer, inner] = [`${BRIDGE}${index}`.slice(-14), `v${process.pid}${index}`.slice(0, 14)];
      ip("netns", "add", name);
      ip("link", "add", outer, "type", "veth", "peer", "name", inner);
      ip("link", "set", outer, "master", BRIDGE, "up");
      ip("link", "set", inner, "netns", name);
      ip("-n", name, "addr", "add", `10.231.77.${index + 11}/24`, "dev", inner);
      ip("-n", name, "link", "set", inner, "up");
      ip("-n", name, "link", "set", "lo", "up");
    }
    process.once("exit", remove);
    return { names, remove };
  } catch (error) {
    remove();
    console.log(`no network namespaces here (${(error as Error).message}): the workers are processes of one host`);
    return null;
  }
}
