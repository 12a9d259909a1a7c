import "server-only";

type Node = { readonly host: string; readonly port: number };
type Common = { readonly tls: boolean; readonly username?: string; readonly password?: string };

/** Where a Redis or Valkey is: one server, a master that sentinels name, or a cluster. */
export type RedisAddress =
  | (Common & { readonly kind: "single"; readonly node: Node; readonly database: number })
  | (Common & { readonly kind: "sentinel"; readonly sentinels: readonly Node[]; readonly master: string; readonly database: number; readonly sentinelPassword?: string })
  | (Common & { readonly kind: "cluster"; readonly nodes: readonly Node[] });

const SHAPE = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/?#@]+)(\/[^?#]*)?(?:\?([^#]*))?$/;
const NODE = /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/;

function nodesOf(list: string, port: number): readonly Node[] | null {
  const nodes = list.split(",").map((one) => NODE.exec(one));
  if (nodes.some((one) => one === null || Number(one[2] ?? port) > 65_535)) return null;
  return nodes.map((one) => ({ host: (one?.[1] ?? "").replace(/^\[|\]$/g, ""), port: Number(one?.[2] ?? port) }));
}

function credentialsOf(text: string | undefined): { readonly username?: string; readonly password?: string } {
  if (text === undefined || text === "") return {};
  const colon = text.indexOf(":");
  const [username, password] = colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
  return { ...(username === "" ? {} : { username: decodeURIComponent(username) }), ...(password === "" ? {} : { password: decodeURIComponent(password) }) };
}

/**
 * Reads REDIS_URL: `redis://` or `rediss://` (TLS) with user, password and number of the database, `+sentinel` with the
 * sentinels and `/<master>` behind them, `+cluster` with some of its nodes. Null: not readable.
 */
export function redisAddress(url: string): RedisAddress | null {
  const match = SHAPE.exec(url);
  if (!match) return null;
  const [, scheme, kind, credentials, list = "", path = "", query] = match;
  try {
    const common = { tls: scheme === "rediss", ...credentialsOf(credentials) };
    const nodes = nodesOf(list, kind === "sentinel" ? 26_379 : 6_379);
    const parts = path.split("/").slice(1).filter((one) => one !== "").map(decodeURIComponent);
    const master = kind === "sentinel" ? parts.shift() : undefined;
    const database = Number(parts[0] ?? 0);
    const [first] = nodes ?? [];
    if (!nodes || !first || parts.length > 1 || !Number.isInteger(database) || database < 0) return null;
    if (kind === "cluster") return database === 0 ? { kind, ...common, nodes } : null;
    if (kind === "sentinel") {
      const sentinelPassword = new URLSearchParams(query).get("sentinelPassword");
      return master === undefined ? null : { kind, ...common, sentinels: nodes, master, database, ...(sentinelPassword === null ? {} : { sentinelPassword }) };
    }
    return nodes.length === 1 ? { kind: "single", ...common, node: first, database } : null;
  } catch {
    // A "%" that encodes nothing.
    return null;
  }
}
