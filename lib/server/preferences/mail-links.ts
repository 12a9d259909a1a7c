import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { environment } from "../env";
import { pageAddress } from "./links";

const TOKEN = /^([0-9a-f]{32})([A-Za-z0-9_-]{22})$/;

/** 128 bits that only this bank can make for a message: nobody leaves, or comes in, for somebody else. */
function proofOf(hex: string): string {
  return createHmac("sha256", Buffer.from(environment().HONGYAN_INDEX_KEY, "base64")).update("mail-link\0").update(hex).digest().subarray(0, 16).toString("base64url");
}

/** Address behind "no more such mail" of one e-mail: also what a mail program posts to (RFC 8058). */
export function mailLink(messageId: string): string {
  const hex = messageId.replaceAll("-", "");
  return `${pageAddress()}/api/mail/${hex}${proofOf(hex)}`;
}

/** The message that such an address is about, or null for one that nobody here made. */
export function readMailLink(token: string): string | null {
  const [, hex = "", proof = ""] = TOKEN.exec(token) ?? [];
  if (hex === "" || !timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(hex)))) return null;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
