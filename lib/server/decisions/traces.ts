import "server-only";
import type { TraceEntry } from "@/lib/domain/policy/facts";
import { shapeKeyOf, shapeOf, splitTrace, unpackTrace, valuesIfLike, type PackedTrace, type TraceShape } from "@/lib/domain/policy/trace-form";
import { sha256Hex } from "../crypto/digest";
import { pool } from "../db/client";
import type { Sql } from "../pipeline/sql";

// 48 bits of the form's own hash: the same form has the same key in every process, and a JSON number holds it exactly.
const KEY_HEX_DIGITS = 12;
const forms = new Map<string, Form>();
const shapes = new Map<number, TraceShape>();
const KNOWN_MAX = 10_000;

type Form = { readonly key: number; readonly form: string };
// A batch's messages are decided in a few ways only: one trace of each of the latest, last used first.
const latest: { readonly trace: readonly TraceEntry[]; readonly known: Form }[] = [];
const LATEST_MAX = 8;

function formOf(likeness: string, trace: readonly TraceEntry[]): Form {
  let known = forms.get(likeness);
  if (!known) {
    if (forms.size > KNOWN_MAX) forms.clear();
    const form = JSON.stringify(shapeOf(trace));
    forms.set(likeness, (known = { key: Number.parseInt(sha256Hex(form).slice(0, KEY_HEX_DIGITS), 16), form }));
  }
  return known;
}

/** A trace in two: its form, and what is its own. */
function split(trace: readonly TraceEntry[]): { readonly known: Form; readonly values: PackedTrace } {
  for (const [index, one] of latest.entries()) {
    const values = valuesIfLike(trace, one.trace);
    if (values === null) continue;
    if (index > 0) latest.unshift(...latest.splice(index, 1));
    return { known: one.known, values };
  }
  const { likeness, values } = splitTrace(trace);
  const known = formOf(likeness, trace);
  latest.unshift({ trace, known });
  latest.length = Math.min(latest.length, LATEST_MAX);
  return { known, values };
}

/**
 * Traces as the column `message.trace` keeps them (JSON text each), with their shapes written in the caller's transaction:
 * one statement, whatever the number of messages.
 */
export async function tracesToStore(sql: Sql, traces: readonly (readonly TraceEntry[])[]): Promise<string[]> {
  const used = new Map<number, string>();
  const stored = traces.map((trace) => {
    if (trace.length === 0) return "[]";
    const { known, values } = split(trace);
    used.set(known.key, known.form);
    return JSON.stringify([known.key, ...values]);
  });
  if (used.size > 0) {
    const rows = [...used].sort(([a], [b]) => a - b);
    await sql.query(
      "INSERT INTO trace_shape (id, form) SELECT s.id, s.form FROM unnest($1::bigint[], $2::jsonb[]) AS s(id, form) ORDER BY s.id ON CONFLICT (id) DO NOTHING",
      [rows.map(([key]) => key), rows.map(([, form]) => form)],
    );
  }
  return stored;
}

/** The traces of stored messages, in the order given. */
export async function readTraces(stored: readonly unknown[], sql: Sql = pool()): Promise<(readonly TraceEntry[])[]> {
  const packed = stored as readonly PackedTrace[];
  const missing = [...new Set(packed.map(shapeKeyOf))].filter((key) => key !== null && !shapes.has(key));
  if (missing.length > 0) {
    if (shapes.size > KNOWN_MAX) shapes.clear();
    const { rows } = await sql.query<{ id: string; form: TraceShape }>("SELECT id::text AS id, form FROM trace_shape WHERE id = ANY($1::bigint[])", [missing]);
    for (const { id, form } of rows) shapes.set(Number(id), form);
  }
  return packed.map((one) => unpackTrace(one, shapes));
}
