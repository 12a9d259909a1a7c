import "server-only";
import { findListHeader } from "@/lib/domain/campaign/list-header";
import type { RawRow } from "../imports/reading/csv-rows";
import { FileProblem } from "../imports/reading/file-problem";
import { headerOf, isBlank } from "../imports/reading/header";
import type { FindHeader } from "../imports/reading/read-table";

/** Reads a list's rows until they tell where its header stands; a list without one has an empty header and keeps its first row. */
export const toListHeader: FindHeader = async (rows) => {
  const seen: RawRow[] = [];
  for (let isWhole = false; ; ) {
    const next = await rows.next();
    if (next.done) isWhole = true;
    else if (isBlank(next.value.cells)) continue;
    else seen.push(next.value);
    if (seen.length === 0) throw new FileProblem("import.file_empty");
    const at = findListHeader(seen.map((row) => row.cells), isWhole);
    if (at === "more") continue;
    return at === null ? { header: [], first: seen } : { header: headerOf(seen[at]?.cells ?? []), first: seen.slice(at + 1) };
  }
};
