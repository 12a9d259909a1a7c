import "server-only";

const CANDIDATES = [",", "\t", ";", "|"] as const;
const ROWS_LOOKED_AT = 20;

// Delimiters per row, outside quotation marks.
function countPerRow(text: string, delimiter: string): number[] {
  const rows: number[] = [];
  let count = 0;
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === delimiter) count += 1;
    else if (character === "\n") {
      rows.push(count);
      count = 0;
      if (rows.length === ROWS_LOOKED_AT) return rows;
    }
  }
  rows.push(count);
  return rows;
}

/** The sign between the cells: the one that stands equally often in most of the first rows, most often if several do. */
export function guessDelimiter(text: string): string {
  let best: string = CANDIDATES[0];
  let bestScore = 0;
  for (const delimiter of CANDIDATES) {
    const rows = countPerRow(text, delimiter).filter((count) => count > 0);
    const usual = Math.max(0, ...rows.map((count) => rows.filter((other) => other === count).length * count));
    if (usual > bestScore) [best, bestScore] = [delimiter, usual];
  }
  return best;
}
