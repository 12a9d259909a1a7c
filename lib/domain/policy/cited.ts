import { INSTRUMENTS, type InstrumentCode } from "./instruments";
import { citationOf, type RuleRow } from "./pack";

export type Citation = {
  readonly instrument: InstrumentCode;
  /** Its official title. */
  readonly title: string;
  readonly article: string | null;
};

/** What a trace entry rests on; a rule without any row rests on the bank's own strictness. */
export function citedBy(pack: { readonly rows: readonly RuleRow[] }, rowId: string | null): Citation {
  const { instrument, article } = citationOf(pack, rowId) ?? { instrument: "bank_rule" as const, article: null };
  return { instrument, title: INSTRUMENTS[instrument], article };
}
