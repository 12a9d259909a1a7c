import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const base64 = (bytes) => randomBytes(bytes).toString("base64");
// Letters and digits that are not mistaken for one another when read from a screen.
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const readable = (length) => Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join("");

const MAKERS = {
  NEXTAUTH_SECRET: () => base64(48),
  HONGYAN_KEYS: () => `1:${base64(32)}`,
  HONGYAN_INDEX_KEY: () => base64(32),
  DEMO_PASSWORD: () => `${readable(4)}-${readable(4)}-${readable(4)}`,
  POSTGRES_PASSWORD: () => readable(32),
  POSTGRES_OWNER_PASSWORD: () => readable(32),
  POSTGRES_APP_PASSWORD: () => readable(32),
};

/** The secrets of a demo installation: made at the first run, kept in DATA_DIR/secrets.json, readable by their owner only. */
export function demoSecrets(dataDir, given = {}) {
  const file = path.join(dataDir, "secrets.json");
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const all = { ...kept };
  for (const [name, make] of Object.entries(MAKERS)) all[name] ??= given[name] || make();
  if (JSON.stringify(all) !== JSON.stringify(kept)) {
    writeFileSync(`${file}.new`, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return all;
}
