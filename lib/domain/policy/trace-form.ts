import type { Evidence, TraceEntry } from "./facts";
import type { AskedRuleId } from "./rules";

type Value = Evidence[string];
/** Where a changing value was taken out: its number among the trace's own values (a database may keep keys in another order). */
type Hole = { readonly hole: number };
/** One entry with its changing values taken out: `[rule, row, outcome, evidence]`. */
type ShapeEntry = readonly [rule: AskedRuleId, row: string | null, outcome: TraceEntry["outcome"], evidence: Readonly<Record<string, Value | Hole>>];

/** What traces have in common: stored once, whatever the number of messages that were decided alike. */
export type TraceShape = readonly ShapeEntry[];

/** A trace as it is kept: the shape's key, then the values of its holes in order; entries that were added later follow as they are. */
export type PackedTrace = readonly (Value | TraceEntry)[];

// Words (an outcome, a zone, a source) repeat from message to message; counts, hours and instants do not.
const LONGEST_WORD = 40;
const changes = (value: Value) => typeof value === "number" || (typeof value === "string" && (value.length > LONGEST_WORD || /\d/.test(value)));

/**
 * What is a trace's own, in order, and a text that says what it shares with others: equal for equal shapes, and quicker to
 * make than the shape itself, for a million messages that were decided alike.
 */
export function splitTrace(trace: readonly TraceEntry[]): { readonly likeness: string; readonly values: readonly Value[] } {
  const values: Value[] = [];
  let likeness = "";
  for (const { rule, row, outcome, evidence } of trace) {
    likeness += `\n${rule} ${JSON.stringify(row)} ${outcome}`;
    for (const key in evidence) {
      const value = evidence[key] ?? null;
      if (changes(value)) {
        values.push(value);
        likeness += ` ${JSON.stringify(key)}:*`;
      } else likeness += ` ${JSON.stringify(key)}:${JSON.stringify(value)}`;
    }
  }
  return { likeness, values };
}

/** A trace's own values, in order, where it has the shape of the other trace; null where it has not. Quicker by far than to write its likeness. */
export function valuesIfLike(trace: readonly TraceEntry[], other: readonly TraceEntry[]): readonly Value[] | null {
  if (trace.length !== other.length) return null;
  const values: Value[] = [];
  for (const [index, { rule, row, outcome, evidence }] of trace.entries()) {
    const model = other[index];
    if (model?.rule !== rule || model.row !== row || model.outcome !== outcome) return null;
    // Also in the same order, which is that of the values.
    const keys = Object.keys(model.evidence);
    let at = 0;
    for (const key in evidence) {
      if (keys[at] !== key) return null;
      at += 1;
      const value = evidence[key] ?? null;
      const others = model.evidence[key] ?? null;
      const isOwn = changes(value);
      if (isOwn !== changes(others) || (!isOwn && value !== others)) return null;
      if (isOwn) values.push(value);
    }
    if (at !== keys.length) return null;
  }
  return values;
}

/** What a trace shares with others; with the values of `splitTrace`, `unpackTrace` puts it together again, entry for entry. */
export function shapeOf(trace: readonly TraceEntry[]): TraceShape {
  let holes = 0;
  return trace.map(({ rule, row, outcome, evidence }): ShapeEntry => {
    const kept: Record<string, Value | Hole> = {};
    for (const key in evidence) {
      const value = evidence[key] ?? null;
      kept[key] = changes(value) ? { hole: holes++ } : value;
    }
    return [rule, row, outcome, kept];
  });
}

const isEntry = (one: Value | TraceEntry): one is TraceEntry => typeof one === "object" && one !== null;
const isHole = (one: Value | Hole): one is Hole => typeof one === "object" && one !== null;

/** The key of the shape that a stored trace needs to be read; null: it is written out in full. */
export function shapeKeyOf(stored: PackedTrace): number | null {
  const first = stored[0];
  return typeof first === "number" ? first : null;
}

/** The trace that was stored; throws where its shape is not at hand, as half a trace explains nothing. */
export function unpackTrace(stored: PackedTrace, shapes: ReadonlyMap<number, TraceShape>): readonly TraceEntry[] {
  const key = shapeKeyOf(stored);
  if (key === null) return stored.filter(isEntry);
  const shape = shapes.get(key);
  if (!shape) throw new Error(`trace shape ${key} is missing`);
  let holes = 0;
  const entries = shape.map(([rule, row, outcome, kept]): TraceEntry => {
    const evidence: Record<string, Value> = {};
    for (const [name, value] of Object.entries(kept)) {
      evidence[name] = isHole(value) ? (stored[1 + value.hole] as Value) : value;
      if (isHole(value)) holes += 1;
    }
    return { rule, row, outcome, evidence };
  });
  return [...entries, ...stored.slice(1 + holes).filter(isEntry)];
}
