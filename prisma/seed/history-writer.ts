import { v7 } from "uuid";
import { CN_PACK } from "@/lib/domain/policy/packs/cn";
import { decide } from "@/lib/domain/policy/decide";
import { getsElderText } from "@/lib/domain/policy/elder";
import type { CustomerFacts, HistoryFact, TraceEntry } from "@/lib/domain/policy/facts";
import { billingSegments } from "@/lib/domain/text/billing";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { segmentText } from "@/lib/domain/text/segments";
import { compileTemplate, type Renderer } from "@/lib/domain/template/render";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { inSqlTransaction } from "@/lib/server/db/transaction";
import { tracesToStore } from "@/lib/server/decisions/traces";
import { copyRows, type Cell } from "@/lib/server/pipeline/copy";
import type { Chance } from "./chance";
import type { SeededCustomer } from "./customers";
import type { SeededVersion } from "./templates";

const COLUMNS = [
  "id", "campaign_id", "customer_id", "branch_id", "branch_path", "template_version_id", "purpose", "channel", "state", "reason", "trace", "body_cipher", "to_cipher", "contact_index", "content_index",
  "segments", "billing_segments", "cost_micros", "provider_account_id", "provider_message_id", "attempts", "created_at", "submitted_at", "final_at",
];
const TRACE = COLUMNS.indexOf("trace");
const PRICES = { promotion: 52_000n, other: 45_000n } as const;
const FAILURES = [["invalid_number", 5], ["undelivered", 3], ["expired", 2], ["gateway_error", 1]] as const;

export type Sent = { readonly messageId: string; readonly customer: SeededCustomer; readonly text: string; readonly at: Date; readonly state: string; readonly purpose: Purpose; readonly campaignId: string | null };

/** What the rules ask of a customer, as the demo bank would have known it then. */
function factsOf({ purpose }: SeededVersion, customer: SeededCustomer, at: Date): CustomerFacts {
  const said = customer.preference;
  return {
    timeZone: "Asia/Shanghai", hasContactPoint: true, closed: false, birthDate: customer.birthDate, birthYear: null, riskTolerance: null, groups: [],
    consents: customer.consents.filter((entry) => entry.at <= at),
    suppressions: customer.consents.filter((entry) => entry.state === "withdrawn" && entry.source === "reply" && entry.at <= at).map((entry) => ({ purpose: entry.purpose, channel: entry.channel, at: entry.at, source: entry.source })),
    preferences: {
      channels: said?.channels[purpose] ?? null, elderFriendly: said?.elderFriendly ?? false, noProfiling: said?.noProfiling ?? false, wantsCalls: said?.wantsCalls ?? false, smallAmount: null,
      quietHours: said?.quietFrom != null && said.quietTo != null ? { fromMinute: said.quietFrom, toMinute: said.quietTo } : null,
    },
  };
}

/** Writes messages as the pipeline would have decided and rendered them at the time. */
export class HistoryWriter {
  private readonly renderers = new Map<string, Renderer>();
  private readonly past = new Map<string, HistoryFact[]>();
  private rows: Cell[][] = [];
  private traces: (readonly TraceEntry[])[] = [];
  private attempts: Cell[][] = [];
  readonly delays: { branchId: string; at: Date; seconds: number }[] = [];

  constructor(private readonly chance: Chance, private readonly now: Date, private readonly accountId: string) {}

  /** Decides about one message and keeps it; `cancelled` and `unsent` are what a campaign's end leaves behind. */
  write(version: SeededVersion, customer: SeededCustomer, values: Readonly<Record<string, string>>, at: Date, campaignId: string | null, end: "open" | "cancelled" | "waiting" = "open"): Sent {
    const past = this.past.get(customer.id) ?? [];
    const facts = factsOf(version, customer, at);
    const elder = version.elderText != null && getsElderText(CN_PACK, version.purpose, "sms", facts, at);
    const decision = decide(CN_PACK, {
      purpose: version.purpose, channel: "sms", campaignId, templateKey: version.key, branchInScope: true, contentHash: null, audienceUsesScore: false, history: past,
      assessed: false, asksFor: null, family: null, productRisk: null, elderFriendlyText: elder || version.elderFriendly, hasLink: false, amountMicros: null, senderRegistered: true,
      provider: null, budget: null, plannedAt: null, customer: facts,
    }, at);
    const wording = elder ? { ...version, text: version.elderText ?? version.text } : version;
    const renderer = this.renderers.get(wording.text) ?? compileTemplate(wording);
    this.renderers.set(wording.text, renderer);
    const rendered = renderer(values);
    if (!rendered.ok) throw new Error(`${version.key}: ${rendered.error.code} ${rendered.error.name}`);
    const withheld = decision.outcome === "withhold" ? decision.rule : end === "cancelled" ? "cancelled" : null;
    const sentAt = decision.outcome === "wait" ? decision.until : at;
    const waits = withheld === null && (end === "waiting" || sentAt > this.now);
    const outcome = withheld !== null ? { state: "withheld", reason: withheld } : waits ? { state: "queued", reason: "" } : this.outcome();
    const left = outcome.state !== "withheld" && outcome.state !== "queued";
    const messageId = v7({ msecs: at.getTime() });
    const segments = segmentText(rendered.value);
    const billing = billingSegments(rendered.value, "cn-domestic");
    const price = version.purpose === "promotion" ? PRICES.promotion : PRICES.other;
    const seconds = Math.ceil(-Math.log(1 - this.chance.next()) * 9) + 1;
    const final = outcome.state === "delivered" || outcome.state === "failed" ? new Date(sentAt.getTime() + seconds * 1_000) : outcome.state === "withheld" ? at : null;
    if (outcome.state === "delivered") this.delays.push({ branchId: customer.branch.id, at, seconds });
    this.rows.push([
      messageId, campaignId, customer.id, customer.branch.id, customer.branch.path, version.id, version.purpose, "sms", outcome.state, outcome.reason, null,
      withheld === null ? encrypt(rendered.value, "message.body") : null, customer.phoneCipher, customer.phoneIndex, blindIndex(rendered.value, "content"),
      left || waits ? (segments.ok ? segments.value.segments : 0) : 0, left || waits ? billing : 0, left || waits ? (price * BigInt(billing)) : 0n,
      this.accountId, left ? `H${messageId.slice(-12)}` : null, left ? 1 : 0, at, left ? sentAt : null, final,
    ]);
    this.traces.push(decision.trace);
    if (left) {
      this.attempts.push([messageId, 1, this.accountId, `H${messageId.slice(-12)}`, outcome.state === "uncertain" ? "uncertain" : "accepted", null, sentAt, new Date(sentAt.getTime() + 120)]);
      past.push({ at: sentAt, purpose: version.purpose, channel: "sms", templateKey: version.key, contentHash: null, asksFor: null, family: null });
      this.past.set(customer.id, past.slice(-40));
    }
    return { messageId, customer, text: rendered.value, at: sentAt, state: outcome.state, purpose: version.purpose, campaignId };
  }

  private outcome(): { state: string; reason: string } {
    const luck = this.chance.next();
    if (luck < 0.962) return { state: "delivered", reason: "" };
    if (luck < 0.986) return { state: "failed", reason: this.chance.weighted(FAILURES) };
    if (luck < 0.999) return { state: "sent", reason: "" };
    return { state: "uncertain", reason: "timeout" };
  }

  /** Puts what was kept into the database. */
  async flush(): Promise<void> {
    const { rows, attempts, traces } = this;
    this.rows = [];
    this.traces = [];
    this.attempts = [];
    await inSqlTransaction(async (client) => {
      const stored = await tracesToStore(client, traces);
      await copyRows(client, "message", COLUMNS, rows.map((row, index) => row.map((cell, column) => (column === TRACE ? (stored[index] ?? "[]") : cell))));
      await copyRows(client, "message_attempt", ["message_id", "ordinal", "provider_account_id", "provider_message_id", "outcome", "code", "started_at", "answered_at"], attempts);
    });
  }

  get pending(): number {
    return this.rows.length;
  }
}
