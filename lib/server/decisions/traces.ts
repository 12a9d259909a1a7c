import "server-only";
import type { TraceEntry } from "@/lib/domain/policy/facts";
import { shapeKeyOf, shapeOf, splitTrace, unpackTrace, type PackedTrace, type TraceShape } from "@/lib/domain/policy/trace-form";
import { sha256Hex } from "../crypto/digest";
import { pool } from "../db/client";
import type { Sql } from "../pipeline/sql";

// 48 bits of the form's own hash: the same form has the same key in every process, and a JSON number holds it exactly.
const KEY_HEX_DIGITS = 12;
const forms = new Map<string, { readonly key: number; readonly form: string }>();
const shapes = new Map<number, TraceShape>();
const KNOWN_MAX = 10_000;

function formOf(likeness: string, trace: readonly TraceEntry[]): { readonly key: number; readonly form: string } {
  let known = forms.get(likeness);
  if (!known) {
    if (forms.size > KNOWN_MAX) forms.clear();
    const form = JSON.stringify(shapeOf(trace));
    forms.set(likeness, (known = { key: Number.parseInt(sha256Hex(form).slice(0, KEY_HEX_DIGITS), 16), form }));
  }
  return known;
}

/**
 * Traces as the column `message.trace` keeps them (JSON text each), with their shapes written in the caller's transaction:
 * one statement, whatever the number of messages.
 */
export async function tracesToStore(sql: Sql, traces: readonly (readonly TraceEntry[])[]): Promise<string[]> {
  const used = new Map<number, string>();
  const stored = traces.map((trace) => {
    if (trace.length === 0) return "[]";
    const { likeness, values } = splitTrace(trace);
    const { key, form } = formOf(likeness, trace);
    used.set(key, form);
    return JSON.stringify([key, ...values]);
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
