import type { ReceiptOutcome } from "@/lib/domain/message/states";
import { chinaTime } from "../china-time";
import { isReference } from "../echo";
import { parseJson } from "../json";
import { toE164 } from "../phone";
import type { RecordedReceipt } from "../read-receipt";
import { at, scalarAt } from "./pointer";

export type TimeForm = "iso" | "seconds" | "milliseconds" | "china";
export type ReceiptRules = {
  readonly list: string;
  readonly id: string;
  readonly reference?: string | undefined;
  readonly state: string;
  readonly states: Readonly<Record<string, ReceiptOutcome>>;
  readonly code?: string | undefined;
  readonly time?: string | undefined;
  readonly timeForm: TimeForm;
};
export type InboundRules = { readonly list: string; readonly id: string; readonly from: string; readonly text: string; readonly time?: string | undefined; readonly timeForm: TimeForm };

export type ReadInbound = { readonly providerInboundId: string; readonly from: string; readonly text: string; readonly at: Date };

const ID = /^[\x21-\x7e]{1,120}$/;
const TEXT_MAX = 2_000;

// A zone is part of the form: without one nobody can say which instant is meant.
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;

function timeAt(record: unknown, pointer: string | undefined, form: TimeForm, receivedAt: Date): Date {
  const text = pointer === undefined ? null : scalarAt(record, pointer, 40);
  if (text === null) return receivedAt;
  if (form === "china") return chinaTime(text) ?? receivedAt;
  if (form === "iso" && !ISO.test(text)) return receivedAt;
  if (form !== "iso" && !/^\d{9,14}$/.test(text)) return receivedAt;
  const instant = new Date(form === "iso" ? text : Number(text) * (form === "seconds" ? 1_000 : 1));
  return Number.isNaN(instant.getTime()) ? receivedAt : instant;
}

function entriesOf(body: string, pointer: string): readonly unknown[] {
  const found = at(parseJson(body), pointer);
  if (Array.isArray(found)) return found as readonly unknown[];
  return [found];
}

/** Reads reports by an account's own mapping; a state word that is not in it is unreadable, never a receipt. */
export function readHttpReceipts(body: string, rules: ReceiptRules, receivedAt: Date): { readonly receipts: readonly RecordedReceipt[]; readonly unreadable: number } {
  const entries = entriesOf(body, rules.list);
  const receipts = entries.flatMap((entry): RecordedReceipt[] => {
    const id = scalarAt(entry, rules.id, 120);
    const word = scalarAt(entry, rules.state);
    const state = word !== null && Object.hasOwn(rules.states, word) ? rules.states[word] : undefined;
    if (id === null || !ID.test(id) || word === null || state === undefined) return [];
    const reference = rules.reference === undefined ? null : scalarAt(entry, rules.reference);
    const code = (rules.code === undefined ? null : scalarAt(entry, rules.code, 64)) ?? word.slice(0, 64);
    return [{ providerMessageId: id, reference: reference !== null && isReference(reference) ? reference : null, state, code, at: timeAt(entry, rules.time, rules.timeForm, receivedAt), record: JSON.stringify(entry) }];
  });
  return { receipts, unreadable: entries.length - receipts.length };
}

/** Reads replies by an account's own mapping. */
export function readHttpInbound(body: string, rules: InboundRules, receivedAt: Date): { readonly inbound: readonly ReadInbound[]; readonly unreadable: number } {
  const entries = entriesOf(body, rules.list);
  const inbound = entries.flatMap((entry): ReadInbound[] => {
    const id = scalarAt(entry, rules.id, 120);
    const from = toE164(scalarAt(entry, rules.from, 24) ?? "");
    const text = scalarAt(entry, rules.text, TEXT_MAX);
    if (id === null || !ID.test(id) || from === null || text === null) return [];
    return [{ providerInboundId: id, from, text, at: timeAt(entry, rules.time, rules.timeForm, receivedAt) }];
  });
  return { inbound, unreadable: entries.length - inbound.length };
}
