import "server-only";
import { createHmac } from "node:crypto";
import { environment } from "../env";

/** What is looked up: part of the hash, so that equal texts of different kinds do not match. */
export type IndexKind = "name" | "phone" | "last_four" | "email" | "content" | "page_code";

let key: Buffer | undefined;

/** HMAC-SHA-256 of a value, for equality search over encrypted columns; 32 bytes. */
export function blindIndex(value: string, kind: IndexKind): Uint8Array<ArrayBuffer> {
  key ??= Buffer.from(environment().HONGYAN_INDEX_KEY, "base64");
  return new Uint8Array(createHmac("sha256", key).update(kind).update("\0").update(value).digest());
}
