import "server-only";
import { randomBytes } from "node:crypto";
import { sha256 } from "../crypto/digest";

const KEY_BYTES = 32;
const SHOWN_CHARACTERS = 9;
const KEY_FORM = /^hy_[A-Za-z0-9_-]{43}$/;

/** A fresh key: `hy_` in front, so that scanners for leaked secrets can know one. */
export function newApiKey(): string {
  return `hy_${randomBytes(KEY_BYTES).toString("base64url")}`;
}

/** Whether a text can be a key at all. */
export function looksLikeApiKey(text: string): boolean {
  return KEY_FORM.test(text);
}

/** What is kept of a key. 256 random bits cannot be guessed, so a fast hash is enough. */
export function apiKeyHash(key: string): Uint8Array<ArrayBuffer> {
  return sha256(key);
}

/** The beginning of a key, by which people tell keys apart. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, SHOWN_CHARACTERS);
}
