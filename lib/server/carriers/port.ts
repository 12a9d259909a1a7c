import "server-only";
import type { z } from "zod";
import type { Doubt } from "@/lib/domain/carrier/doubt";
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
  /** Of which messages the exchanges with the carrier are kept. */
  readonly keepsExchanges: "all" | "troubled" | "none";
};

/** One text to one phone; `reference` is our message id, which a carrier that can echoes in its receipts. */
export type Outgoing = {
  readonly reference: string;
  readonly to: string;
  readonly text: string;
  readonly purpose: string;
  /** For carriers that send by filed template and values instead of text; `filingId` null: not filed with this account. */
  readonly template?: { readonly key: string; readonly name: string; readonly version: number; readonly variables: Readonly<Record<string, string>>; readonly filingId: string | null; readonly signature: string };
};

/**
 * What the carrier said about one message; no answer for a message counts as uncertain. `parts`: the ids of all its radio
 * segments in order, the first among them, where the carrier numbers and reports each of them.
 */
export type SubmitAnswer =
  | { readonly outcome: "accepted"; readonly providerMessageId: string; readonly parts?: readonly string[] }
  | { readonly outcome: "refused"; readonly code: string }
  | { readonly outcome: "uncertain"; readonly why?: Doubt };

/** A report about a message that the carrier took. */
export type CarrierReceipt = {
  readonly providerMessageId: string;
  /** Our message id, where the carrier echoes it. */
  readonly reference: string | null;
  readonly state: ReceiptOutcome;
  /** As the carrier wrote it. */
  readonly code: string;
  readonly at: Date;
  /** When the carrier says that it was, where it says so and `at` is when we heard of it: shows whose clock is wrong. */
  readonly saidAt?: Date | null;
  /** Of a call that was answered: for how many seconds it stood. */
  readonly heardSeconds?: number | null;
  /** The record of this report as the carrier wrote it (JSON), where a callback can hold several. */
  readonly record?: string;
};

/** What a customer texted back. */
export type CarrierInbound = { readonly providerInboundId: string; readonly from: string; readonly text: string; readonly at: Date };

/** What the carrier knows about a message of ours; `absent`: it never took it. */
export type QueryAnswer = { readonly found: true; readonly providerMessageId: string } | { readonly found: false };

/** What a carrier told us of its own accord, as it came: an HTTP request, or a PDU in hex (`path` is then the link's name and there are no headers). */
export type CallbackRequest = {
  readonly path: string;
  /** The whole address as the carrier called it: some sign it. */
  readonly url?: string;
  /** Who called, as the proxy in front saw it; null where nothing says so. */
  readonly address?: string | null;
  /** When it came (ISO 8601), so that reading it again later finds the same in it. */
  readonly receivedAt?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The carrier's own form of "taken, do not repeat it". */
export type CallbackAnswer = { readonly status: number; readonly contentType: string; readonly body: string };

/** What went over the wire for some messages: one PDU in hex, or one HTTP request or answer as text; never with credentials. */
export type Exchange = { readonly direction: "sent" | "received"; readonly what: string; readonly body: string };

/** What a call may use besides the batch: when to give up, and where to note what went over the wire. */
export type SubmitCall = {
  readonly signal: AbortSignal;
  readonly record?: (references: readonly string[], exchange: Exchange) => void;
};

/** Where a link hands over what the carrier sends on it; resolves once it is stored, and only then may the driver acknowledge. */
export type LinkSink = { readonly take: (request: CallbackRequest) => Promise<void> };

/** How a link stands, in figures that the accounts page shows. */
export type LinkState = {
  readonly state: "connecting" | "up" | "down" | "closed";
  /** In the carrier's words or ours: why it is not up. Never with credentials. */
  readonly detail: string;
  readonly inFlight: number;
  readonly window: number;
};

/** A standing connection (or several) of one account. */
export type CarrierLink = {
  readonly states: () => readonly LinkState[];
  /** Sends nothing new, waits for open answers up to `graceMs`, then closes. */
  readonly close: (graceMs: number) => Promise<void>;
};

/** How a template or a signature stands with a carrier that wants to see it before it is used. */
export type FilingState = { readonly state: "pending" | "filed" | "refused"; readonly code: string; readonly detail: string };

/** A text that a carrier wants to file. */
export type TemplateFiling = { readonly key: string; readonly name: string; readonly text: string; readonly purpose: string; readonly signature: string };

export type CarrierCapabilities = {
  readonly maxPerCall: number;
  readonly maxCharacters: number;
  readonly allowsFinancePromo: boolean;
  readonly billing: BillingRule;
  /** How reports come: the carrier calls us, we ask for them, or they come over a standing connection. */
  readonly receiptMode: "push" | "poll" | "connection";
  readonly encodings: readonly ("GSM-7" | "UCS-2" | "UTF-8")[];
  /** Whether the same reference handed over twice is sent once. */
  readonly idempotent: boolean;
  /** Local hours in which the carrier takes offers; null: the pack's hours are all there is. */
  readonly promotionalWindow: { readonly from: string; readonly to: string } | null;
  /** Whether the carrier wants to see templates before they are used. */
  readonly filesTemplates: boolean;
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
  /** The credentials that an account must carry; absent: none. */
  readonly secrets?: z.ZodType;
  /** Hands over at most `maxPerCall` messages; throws only when nothing is known about any of them. */
  submit(account: CarrierAccount, batch: readonly Outgoing[], call: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>>;
  /** Why a report says that a message did not arrive: a reason of lib/domain/message/reasons.ts. */
  receiptReason(code: string): string;
  parseReceipts?(account: CarrierAccount, request: CallbackRequest): readonly CarrierReceipt[] | Promise<readonly CarrierReceipt[]>;
  parseInbound?(account: CarrierAccount, request: CallbackRequest): readonly CarrierInbound[];
  /** Whether a callback comes from the carrier. */
  verify?(account: CarrierAccount, request: CallbackRequest): boolean;
  /** What the carrier wants to hear once its callback is stored; absent: 204 without a word. */
  answer?(account: CarrierAccount, request: CallbackRequest): CallbackAnswer;
  /** Opens the account's standing connections in this process; a driver that has them submits over them. */
  connect?(account: CarrierAccount, sink: LinkSink): CarrierLink;
  fileTemplate?(account: CarrierAccount, filing: TemplateFiling): Promise<{ readonly filingId: string; readonly filing: FilingState }>;
  filingState?(account: CarrierAccount, filingId: string): Promise<FilingState>;
  /** How a signature (without its brackets) stands with the carrier; "refused" also where it has none such. Filing one takes documents, which people hand in. */
  signatureState?(account: CarrierAccount, signature: string): Promise<FilingState>;
  /** What became of messages by our reference. */
  query?(account: CarrierAccount, references: readonly string[]): Promise<ReadonlyMap<string, QueryAnswer>>;
  health(account: CarrierAccount): Promise<{ readonly ok: boolean; readonly detail: string }>;
};
