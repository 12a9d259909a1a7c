/** Why a connection to a carrier is not up, or not at its speed; words in i18n `settings.carriers.health.line`. */
export const LINE_REASONS = [
  "wrong_password", "unknown_account", "version", "busy", "login_refused",
  "refused_connection", "unknown_host", "no_route", "certificate", "silent", "closed", "said_good_bye", "unreadable", "slowed", "other",
] as const;
export type LineReason = (typeof LINE_REASONS)[number];

// Status of CMPP_CONNECT_RESP (CMPP 3.0 §8.4.1.2): 1 structure, 2 source address, 3 authentication, 4 version; 5 and above are the gateway's own.
const CMPP: Readonly<Record<string, LineReason>> = { 1: "login_refused", 2: "unknown_account", 3: "wrong_password", 4: "version" };

// command_status of a bind (SMPP 3.4 §5.1.3): ESME_RINVPASWD, ESME_RINVSYSID, ESME_RBINDFAIL, ESME_RALYBND, ESME_RTHROTTLED.
const SMPP: Readonly<Record<string, LineReason>> = { "0x0000000E": "wrong_password", "0x0000000F": "unknown_account", "0x0000000D": "login_refused", "0x00000005": "busy", "0x00000058": "busy" };

// Words of the operating system, of TLS and of our own sessions.
const WORDS: Readonly<Record<string, LineReason>> = {
  ECONNREFUSED: "refused_connection", ENOTFOUND: "unknown_host", EAI_AGAIN: "unknown_host", ETIMEDOUT: "no_route", EHOSTUNREACH: "no_route", ENETUNREACH: "no_route",
  ECONNRESET: "closed", EPIPE: "closed", closed: "closed", unbound: "said_good_bye", terminated: "said_good_bye", silent: "silent", unanswered: "silent", malformed: "unreadable",
};

/** A link's detail as its session left it (`cmpp-connect-resp:3`, `smpp:0x0000000E`, `ECONNREFUSED`, `slowed:20`) as a reason with words; an empty one has none. */
export function readLineReason(detail: string): { readonly reason: LineReason; readonly perSecond: number } | null {
  if (detail === "") return null;
  const [head = "", tail = ""] = detail.split(":");
  const found = head === "slowed" ? "slowed" : head === "cmpp-connect-resp" ? (CMPP[tail] ?? "login_refused") : head === "smpp" ? (SMPP[tail] ?? "login_refused") : WORDS[head];
  const reason = found ?? (/CERT|TLS|SSL|SIGNATURE|EPROTO/i.test(head) ? "certificate" : /^cmpp\.too_|^protocol$/.test(head) ? "unreadable" : "other");
  return { reason, perSecond: head === "slowed" ? Math.max(0, Number(tail) || 0) : 0 };
}
