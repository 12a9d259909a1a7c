import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

// Which words the browser needs for a page: found in the files, by following imports from the page to the components
// that run in the browser. Words of components that only the server draws need not be sent.

const ENDINGS = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];

function fileOf(from: string, specifier: string): string | null {
  if (!specifier.startsWith("@/") && !specifier.startsWith(".")) return null;
  const base = specifier.startsWith("@/") ? specifier.slice(2) : path.join(path.dirname(from), specifier);
  return ENDINGS.map((ending) => base + ending).find((file) => /\.tsx?$/.test(file) && existsSync(file)) ?? null;
}

type Module = { readonly isClient: boolean; readonly isAction: boolean; readonly imports: readonly string[]; readonly words: readonly string[] };
const modules = new Map<string, Module>();

function moduleOf(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const source = readFileSync(file, "utf8");
  const specifiers = [...source.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+"([^"]+)"/gm), ...source.matchAll(/\bimport\("([^"]+)"\)/g)].map((match) => match[1] ?? "");
  const made = {
    isClient: /^"use client"/.test(source),
    isAction: /^"use server"/.test(source),
    imports: specifiers.flatMap((specifier) => fileOf(file, specifier) ?? []),
    words: [...source.matchAll(/\buseTranslations\(\s*(?:"([^"]+)")?/g)].map((match) => match[1] ?? "*"),
  };
  modules.set(file, made);
  return made;
}

/** Rooms (first parts of names) whose words run in the browser, from these files on. */
export function clientRooms(entries: readonly string[]): string[] {
  const rooms = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string, inBrowser: boolean) => {
    const { isClient, isAction, imports, words } = moduleOf(file);
    // What a browser imports of a server action is an address.
    if (isAction && inBrowser) return;
    const here = inBrowser || isClient;
    const mark = `${file} ${here}`;
    if (seen.has(mark)) return;
    seen.add(mark);
    if (here) for (const name of words) rooms.add(name.split(".")[0] ?? name);
    for (const next of imports) visit(next, here);
  };
  for (const entry of entries) visit(entry, false);
  return [...rooms].sort();
}

/** Files of a folder, and of all below, that are drawn for an address. */
export function drawnFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name).replaceAll("\\", "/")).filter((name) => /\/(page|layout|error|not-found|forbidden|template)\.tsx$/.test(name)).sort();
}
