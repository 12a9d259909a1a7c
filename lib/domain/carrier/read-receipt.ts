import type { ReceiptOutcome } from "@/lib/domain/message/states";

/** A report as a callback told it. */
export type ReadReceipt = { readonly providerMessageId: string; readonly reference: string | null; readonly state: ReceiptOutcome; readonly code: string; readonly at: Date };

/** A report out of a callback that can hold several; `record` is what of it is about this one, as JSON. */
export type RecordedReceipt = ReadReceipt & { readonly record: string };
