import "server-only";

const CANDIDATES = [",", "\t", ";", "|"];
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

/**
 * The sign between the cells: of those that stand in the first row that has any, the one that stands equally often in
 * most rows. Signs that only later rows contain separate things within a cell.
 */
export function guessDelimiter(text: string): string {
  const counts = CANDIDATES.map((delimiter) => ({ delimiter, rows: countPerRow(text, delimiter) }));
  const length = Math.max(...counts.map(({ rows }) => rows.length));
  const first =
    Array.from({ length }, (_, row) => row).find((row) => counts.some(({ rows }) => (rows[row] ?? 0) > 0)) ?? 0;
  const scored = counts
    .filter(({ rows }) => (rows[first] ?? 0) > 0)
    .map(({ delimiter, rows }) => {
      const filled = rows.filter((count) => count > 0);
      return {
        delimiter,
        score: Math.max(...filled.map((count) => filled.filter((other) => other === count).length * count)),
      };
    });
  return scored.reduce((best, one) => (one.score > best.score ? one : best), { delimiter: ",", score: 0 }).delimiter;
}
