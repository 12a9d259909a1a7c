import type { Route } from "next";

/** Something that the command palette can open. */
export type PaletteEntry = {
  readonly id: string;
  readonly label: string;
  /** What kind of thing it is: “Customer”, “Go to”. */
  readonly kind: string;
  readonly href: Route;
  /** Further words it is found by. */
  readonly keywords?: string | undefined;
};

const fold = (text: string) => text.normalize("NFKC").toLowerCase();

/** The entries that hold every word of the query, those that begin with it first. */
export function matchEntries(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  const found = entries.filter((entry) => {
    const text = fold(`${entry.label} ${entry.kind} ${entry.keywords ?? ""}`);
    return words.every((word) => text.includes(word));
  });
  const begins = (entry: PaletteEntry) => (fold(entry.label).startsWith(words[0] ?? "") ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b));
}
