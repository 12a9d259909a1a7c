/** What a delivery status notification says of one recipient (RFC 3464 §2.3). */
export type DeliveryStatus = {
  readonly action: "failed" | "delayed" | "delivered" | "relayed" | "expanded";
  /** Enhanced status code (RFC 3463), such as 5.1.1. */
  readonly status: string;
  /** ENVID that the sender gave (RFC 3461 §4.4): our message id. */
  readonly envelopeId: string | null;
};

const ACTIONS = ["failed", "delayed", "delivered", "relayed", "expanded"] as const;

/** Fields of one group; a line that begins with white space goes on with the one before (RFC 5322 §2.2.3). */
function fieldsOf(group: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** RFC 3461 §4: characters outside the plain ones travel as +XX. */
function fromXtext(text: string): string {
  return text.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The recipients of a message/delivery-status part; what names no action or no status is none. */
export function readDeliveryStatus(part: string): readonly DeliveryStatus[] {
  const [first = "", ...groups] = part.split(/\r?\n[ \t]*\r?\n/).filter((group) => group.trim() !== "");
  const envelopeId = fieldsOf(first).get("original-envelope-id");
  return groups.flatMap((group): DeliveryStatus[] => {
    const fields = fieldsOf(group);
    const action = ACTIONS.find((one) => one === fields.get("action")?.toLowerCase());
    const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "")?.[0];
    return action === undefined || status === undefined || !fields.has("final-recipient") ? [] : [{ action, status, envelopeId: envelopeId === undefined ? null : fromXtext(envelopeId) }];
  });
}

/** The code of a server's answer as the code space `smtp` has it: the enhanced status where there is one (RFC 2034), else the reply code. */
export function smtpCode(answer: string): string | null {
  const found = /^(\d{3})[ -](?:([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(answer.trim());
  return found === null ? null : (found[2] ?? found[1] ?? null);
}
