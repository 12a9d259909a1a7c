import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { NamedTest } from "../../lib/domain/policy/compliance-page.ts";

const FOLDERS = ["lib", "tests", "e2e", "prisma"];
const TITLE = /\b(?:it|test|describe)(?:\.each\([^)]*\))?\(\s*["'`]((?:CN|US|UK|EU|IN|SG)-[A-Z]+-\d+(?:[ ,]+(?:CN|US|UK|EU|IN|SG)-[A-Z]+-\d+)*)/g;

/** Tests whose title begins with the ids of the regulations that they hold: "CN-SMS-01, CN-AD-01: nobody …". */
export function namedTests(): NamedTest[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
      .filter((file) => /\.(?:test|spec)\.ts$/.test(file))
      .flatMap((file) => [...readFileSync(file, "utf8").matchAll(TITLE)].flatMap((match) => (match[1] ?? "").split(/[ ,]+/).map((id) => ({ id, file })))),
  );
}
