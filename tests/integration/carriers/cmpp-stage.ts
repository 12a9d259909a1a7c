import { randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import { inboundTextOf } from "@/lib/domain/carrier/cmpp/content";
import { closeCmpp, cmpp } from "@/lib/server/carriers/cmpp/driver";
import { startGateway, type CmppGateway, type Taken } from "@/lib/server/carriers/cmpp/server";
import type { CallbackRequest, CarrierAccount, CarrierLink, CarrierReceipt, Outgoing, SubmitAnswer } from "@/lib/server/carriers/port";
import { accountOf } from "./messages";

export const SECRET = { sharedSecret: "shared" };
export const settings = (port: number, more: Record<string, unknown> = {}) => ({ host: "127.0.0.1", port, sourceAddress: "901234", sourceNumber: "10690001", answerTimeoutMs: 2_000, connectTimeoutMs: 5_000, reconnectMs: 30, ...more });
export const text = (index: number, words = `【鸿雁银行】第${index}号通知，请留意。`): Outgoing => ({ reference: randomUUID(), to: `+861540000${String(index).padStart(4, "0")}`, text: words, purpose: "account" });
export const batchOf = (count: number, words?: string) => Array.from({ length: count }, (_, index) => text(index, words));

/** The texts that the phones of these SUBMITs show, put together from their segments. */
export function shown(taken: readonly Taken[]): { to: string; text: string }[] {
  const texts = new Map<string, string[]>();
  for (const { submit } of taken) {
    const key = `${submit.destinations[0]} ${submit.hasHeader ? submit.content[3] : randomUUID()}`;
    const parts = texts.get(key) ?? [];
    parts[submit.number - 1] = inboundTextOf({ ...submit, command: "DELIVER", isReport: false, destination: "", source: "" })?.text ?? "";
    texts.set(key, parts);
  }
  return [...texts].map(([key, parts]) => ({ to: `+86${key.split(" ")[0]}`, text: parts.join("") }));
}

/** A gateway and an account with a link to it. */
export class CmppStage {
  stored: CallbackRequest[] = [];
  link!: CarrierLink;
  store: (request: CallbackRequest) => Promise<void> = (request) => Promise.resolve(void this.stored.push(request));

  private constructor(readonly gateway: CmppGateway, public account: CarrierAccount) {}

  static async make(options: { readonly tls?: { readonly cert: string; readonly key: string } } = {}): Promise<CmppStage> {
    const gateway = await startGateway({ account: "901234", secret: "shared", ...options });
    return new CmppStage(gateway, accountOf("cmpp", settings(gateway.port), SECRET));
  }

  async clear(): Promise<void> {
    await closeCmpp();
    await this.gateway.close();
  }

  /** Opens the account's link with these settings, and does not wait for it. */
  connect(more: Record<string, unknown> = {}, secret = SECRET): void {
    this.account = accountOf("cmpp", settings(this.gateway.port, more), secret);
    this.link = cmpp.connect!(this.account, { take: (request) => this.store(request) });
  }

  async open(more: Record<string, unknown> = {}): Promise<void> {
    this.connect(more);
    await vi.waitFor(() => expect(this.link.states().every(({ state }) => state === "up")).toBe(true), { timeout: 15_000, interval: 10 });
  }

  submit(batch: readonly Outgoing[]): Promise<ReadonlyMap<string, SubmitAnswer>> {
    return cmpp.submit(this.account, batch, { signal: AbortSignal.timeout(20_000) });
  }

  /** In the order of the answers: "accepted", "uncertain", or the code of the refusal. */
  async outcomes(batch: readonly Outgoing[]): Promise<string[]> {
    return [...(await this.submit(batch)).values()].map((one) => (one.outcome === "refused" ? one.code : one.outcome));
  }

  /** Waits until so many PDUs of the gateway are stored. */
  arrived(count: number): Promise<void> {
    return vi.waitFor(() => expect(this.stored).toHaveLength(count), { timeout: 15_000, interval: 10 });
  }

  receipts(): readonly CarrierReceipt[] {
    return this.stored.flatMap((request) => cmpp.parseReceipts!(this.account, request) as readonly CarrierReceipt[]);
  }
}
