import "server-only";
import type { z } from "zod";
import type { ReceiptOutcome } from "@/lib/domain/message/states";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import type { BillingRule } from "@/lib/domain/text/billing";

/** One set of credentials, as a driver sees it. */
export type CarrierAccount = {
  readonly id: string;
  readonly key: string;
  readonly driver: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>> | null;
  readonly speedPerSecond: number;
};

/** One text to one phone; `reference` is our message id, which a carrier that can echoes in its receipts. */
export type Outgoing = { readonly reference: string; readonly to: string; readonly text: string; readonly purpose: string };

/** What the carrier said about one message; no answer for a message counts as uncertain. */
export type SubmitAnswer =
  | { readonly outcome: "accepted"; readonly providerMessageId: string }
  | { readonly outcome: "refused"; readonly code: string }
  | { readonly outcome: "uncertain" };

/** A report about a message that the carrier took. */
export type CarrierReceipt = {
  readonly providerMessageId: string;
  /** Our message id, where the carrier echoes it. */
  readonly reference: string | null;
  readonly state: ReceiptOutcome;
  /** As the carrier wrote it. */
  readonly code: string;
  readonly at: Date;
};

/** What a customer texted back. */
export type CarrierInbound = { readonly providerInboundId: string; readonly from: string; readonly text: string; readonly at: Date };

/** What the carrier knows about a message of ours; `absent`: it never took it. */
export type QueryAnswer = { readonly found: true; readonly providerMessageId: string } | { readonly found: false };

export type CallbackRequest = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type CarrierCapabilities = {
  readonly maxPerCall: number;
  readonly maxCharacters: number;
  readonly allowsFinancePromo: boolean;
  readonly billing: BillingRule;
  readonly receiptMode: "push" | "poll";
  /** Code space of refusals at submission (provider-errors.json). */
  readonly submitCodes: string;
  /** Whether "never took it" is certain, so that what a dead worker held may be sent by another. */
  readonly absenceIsProof: boolean;
  /** Whether texts reach phones of real people. */
  readonly real: boolean;
};

/** A carrier, or what stands in for one: everything that the pipeline knows of the outside. */
export type CarrierDriver = {
  readonly key: string;
  readonly channel: Channel;
  readonly capabilities: CarrierCapabilities;
  /** What an account may set for this driver; asked when an account is saved, not first when it sends. */
  readonly settings: z.ZodType;
  /** Hands over at most `maxPerCall` messages; throws only when nothing is known about any of them. */
  submit(account: CarrierAccount, batch: readonly Outgoing[], signal: AbortSignal): Promise<ReadonlyMap<string, SubmitAnswer>>;
  /** Why a report says that a message did not arrive: a reason of lib/domain/message/reasons.ts. */
  receiptReason(code: string): string;
  parseReceipts?(account: CarrierAccount, request: CallbackRequest): readonly CarrierReceipt[];
  parseInbound?(account: CarrierAccount, request: CallbackRequest): readonly CarrierInbound[];
  /** Whether a callback comes from the carrier. */
  verify?(account: CarrierAccount, request: CallbackRequest): boolean;
  /** What became of messages by our reference. */
  query?(account: CarrierAccount, references: readonly string[]): Promise<ReadonlyMap<string, QueryAnswer>>;
  health(account: CarrierAccount): Promise<{ readonly ok: boolean; readonly detail: string }>;
};
