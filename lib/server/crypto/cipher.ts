import "server-only";
import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto";
import { environment } from "../env";

/** What a ciphertext is for: bound into it, so that a value moved to another column does not decrypt. */
export type CipherPurpose =
  | "customer.name" | "customer.phone" | "customer.email" | "customer.birth" | "customer.remarks"
  | "helper.name" | "helper.phone" | "person.phone"
  | "message.body" | "message.to" | "inbound.body" | "inbound.from"
  | "simulator.body" | "simulator.to" | "import.chunk" | "import.cells" | "list.values" | "consent.cells" | "provider.secrets"
  | "message.values" | "carrier.callback" | "carrier.exchange";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Keyring = { current: number; keys: ReadonlyMap<number, Buffer> };
let keyring: Keyring | undefined;

function readKeyring(): Keyring {
  const pairs = environment().HONGYAN_KEYS.split(",").map((pair) => {
    const [id, secret] = pair.split(":") as [string, string];
    return [Number(id), Buffer.from(secret, "base64")] as const;
  });
  const first = pairs[0];
  if (!first) throw new Error("HONGYAN_KEYS names no key");
  for (const [id] of pairs) if (id < 0 || id > 255) throw new Error("HONGYAN_KEYS: a key id is a number from 0 to 255");
  return { current: first[0], keys: new Map(pairs) };
}

const purposes = new Map<CipherPurpose, Buffer>();
function bound(purpose: CipherPurpose): Buffer {
  let bytes = purposes.get(purpose);
  if (!bytes) purposes.set(purpose, (bytes = Buffer.from(purpose)));
  return bytes;
}

// Random octets are fetched for many nonces at a time: asking for twelve of them each time costs as much as encrypting.
const nonces = Buffer.alloc(NONCE_BYTES * 1_024);
let nextNonce = nonces.length;

function freshNonce(): Buffer {
  if (nextNonce === nonces.length) {
    randomFillSync(nonces);
    nextNonce = 0;
  }
  return nonces.subarray(nextNonce, (nextNonce += NONCE_BYTES));
}

/** Encrypts with AES-256-GCM under the current key: key id (1 byte), nonce (12), tag (16), ciphertext. */
export function encryptBytes(plain: Uint8Array, purpose: CipherPurpose): Uint8Array<ArrayBuffer> {
  keyring ??= readKeyring();
  const nonce = freshNonce();
  const cipher = createCipheriv("aes-256-gcm", keyring.keys.get(keyring.current)!, nonce);
  cipher.setAAD(bound(purpose));
  const body = cipher.update(plain);
  cipher.final();
  const out = new Uint8Array(1 + NONCE_BYTES + TAG_BYTES + body.length);
  out[0] = keyring.current;
  out.set(nonce, 1);
  out.set(cipher.getAuthTag(), 1 + NONCE_BYTES);
  out.set(body, 1 + NONCE_BYTES + TAG_BYTES);
  return out;
}

/** Decrypts what `encryptBytes` made for the same purpose; throws where it was changed, moved or the key is gone. */
export function decryptBytes(cipher: Uint8Array, purpose: CipherPurpose): Buffer {
  keyring ??= readKeyring();
  const key = keyring.keys.get(cipher[0] ?? -1);
  if (!key) throw new Error(`no key with id ${cipher[0]} in HONGYAN_KEYS`);
  const decipher = createDecipheriv("aes-256-gcm", key, cipher.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(bound(purpose));
  decipher.setAuthTag(cipher.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES));
  const body = decipher.update(cipher.subarray(1 + NONCE_BYTES + TAG_BYTES));
  decipher.final();
  return body;
}

/** Encrypts a text (UTF-8). */
export function encrypt(plain: string, purpose: CipherPurpose): Uint8Array<ArrayBuffer> {
  return encryptBytes(Buffer.from(plain, "utf8"), purpose);
}

/** Decrypts a text (UTF-8). */
export function decrypt(cipher: Uint8Array, purpose: CipherPurpose): string {
  return decryptBytes(cipher, purpose).toString("utf8");
}
