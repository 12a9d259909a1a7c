import { generateKeyPairSync, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { classifyCode } from "@/lib/domain/message/provider-error";
import type { CarrierAccount, Outgoing } from "@/lib/server/carriers/port";
import { closeMail, smtp } from "@/lib/server/carriers/smtp/driver";
import { describeCarrier, type CarrierFixture } from "./contract";
import { startMailServer } from "./mail-server";
import { accountOf } from "./messages";

const settings = (port: number, more: Record<string, unknown> = {}) => ({ host: "127.0.0.1", port, tls: "none", fromName: "鸿雁示范银行", fromAddress: "notice@bank.example", bounceAddress: "bounces@bank.example", timeoutMs: 3_000, ...more });
const mail = (index: number, purpose = "account", text = `【鸿雁银行】第${index}号通知，"请"留意<账单>。`): Outgoing => ({ reference: randomUUID(), to: `customer${index}@mail.example`, text, purpose });

/** A port with nobody at it. */
async function closedPort(): Promise<number> {
  const server = await startMailServer();
  await server.close();
  return server.port;
}

async function makeFixture(): Promise<CarrierFixture> {
  const server = await startMailServer();
  let seen = 0;
  return {
    driver: smtp, account: accountOf("smtp", settings(server.port), {}), message: (index) => mail(index),
    behave: (how) => {
      server.state.behaviour = how;
    },
    takenSince: () => {
      const fresh = server.state.mails.slice(seen);
      seen = server.state.mails.length;
      // The signature stands under the text of a mail, not in front of it.
      return Promise.resolve(fresh.map(({ to, parsed }) => ({ to, text: (parsed.text ?? "").trim().replace(/^([\s\S]*)\n\n(【[^】]*】)$/u, "$2$1") })));
    },
    unreachable: accountOf("smtp", settings(await closedPort()), {}),
    close: async () => {
      closeMail();
      await server.close();
    },
  };
}

describeCarrier("smtp", makeFixture);

describe("mail by SMTP", () => {
  let server: Awaited<ReturnType<typeof startMailServer>>;
  let account: CarrierAccount;
  beforeEach(async () => {
    server = await startMailServer();
    account = accountOf("smtp", settings(server.port));
  });
  afterEach(async () => {
    closeMail();
    await server.close();
  });
  afterAll(closeMail);
  const submit = (batch: readonly Outgoing[], to = account) => smtp.submit(to, batch, { signal: AbortSignal.timeout(20_000) });
  const answerTo = async (one: Outgoing, to = account) => (await submit([one], to)).get(one.reference);

  it("has a plain and an HTML part of the same text, our reference as its envelope id, and bounces go to their own address", async () => {
    const one = mail(1, "loan", "【鸿雁银行】还款提醒\n王女士，您的贷款将于12月1日还款。");
    expect(await answerTo(one)).toEqual({ outcome: "accepted", providerMessageId: `<${one.reference}@bank.example>` });
    const [sent] = server.state.mails;
    expect(sent?.parsed).toMatchObject({ subject: "【鸿雁银行】还款提醒", from: { name: "鸿雁示范银行", address: "notice@bank.example" } });
    expect(sent?.parsed.text).toContain("王女士，您的贷款将于12月1日还款。");
    expect(sent?.parsed.html).toContain("<p>王女士，您的贷款将于12月1日还款。</p>");
    expect([sent?.from, sent?.envelopeId]).toEqual(["bounces@bank.example", one.reference]);
    expect(sent?.raw).toMatch(/^Auto-Submitted: auto-generated/m);
  });

  it("an offer can be left with one press, a security alert has no way out to press by mistake", async () => {
    await submit([mail(1, "promotion"), mail(2, "risk")]);
    const headerOf = (to: string, name: string) => server.state.mails.find((one) => one.to === to)?.parsed.headers.find((one) => one.key === name)?.value;
    expect(headerOf("customer1@mail.example", "list-unsubscribe")).toMatch(/^<http:\/\/[^ ]+\/api\/mail\/[0-9a-f]{32}[A-Za-z0-9_-]{22}>$/);
    expect(headerOf("customer1@mail.example", "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(headerOf("customer2@mail.example", "list-unsubscribe")).toBeUndefined();
  });

  it("is signed with DKIM where the bank has a key", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
    await answerTo(mail(1), accountOf("smtp", settings(server.port, { dkimDomain: "bank.example", dkimSelector: "h1" }), { dkimPrivateKey: privateKey }));
    expect(server.state.mails[0]?.raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;[\s\S]*?d=bank\.example;[\s\S]*?s=h1;/m);
  });

  it("a mailbox that does not exist, and one that wants us to come later, are told apart", async () => {
    server.state.behaviour = "refuse";
    expect(await answerTo(mail(1))).toEqual({ outcome: "refused", code: "5.1.1" });
    server.state.behaviour = "later";
    // This server writes a status of its own for whatever begins with 451.
    const later = await answerTo(mail(2));
    expect(later).toEqual({ outcome: "refused", code: "4.3.0" });
    expect(classifyCode("smtp", "4.3.0")).toMatchObject({ class: "temporary", mapped: true });
    expect(server.state.mails).toEqual([]);
  });

  it("what a broken connection may have taken is uncertain, and is not sent again by the library", async () => {
    server.state.behaviour = "silent";
    const one = mail(1);
    expect(await answerTo(one)).toEqual({ outcome: "uncertain", why: "unanswered" });
    server.state.behaviour = "accept";
    await answerTo(mail(2));
    expect(server.state.mails.filter(({ to }) => to === one.to)).toHaveLength(1);
  });

  it("a wrong password hands nothing over and says so", async () => {
    const wrong = accountOf("smtp", settings(server.port, { user: "bank" }), { password: "wrong" });
    expect(await answerTo(mail(1), wrong)).toMatchObject({ outcome: "refused" });
    expect(server.state.mails).toEqual([]);
    expect((await smtp.health(wrong)).ok).toBe(false);
    expect((await smtp.health(accountOf("smtp", settings(server.port, { user: "bank" }), { password: "right" }))).ok).toBe(true);
  });

  it("fifty mails leave over four connections, each once", async () => {
    const batch = Array.from({ length: 50 }, (_, index) => mail(index));
    const answers = await submit(batch);
    expect([...answers.values()].filter((one) => one.outcome === "accepted")).toHaveLength(50);
    expect(new Set(server.state.mails.map(({ to }) => to)).size).toBe(50);
    expect(server.state.mails).toHaveLength(50);
    expect(server.state.connections).toBeLessThanOrEqual(4);
  });
});

describe("a bounce", () => {
  const reference = randomUUID();
  const bounce = (action: string, status: string, envelopeId: string = reference) => [
    "From: MAILER-DAEMON@mx.example", "To: bounces@bank.example", "Subject: Undelivered Mail Returned to Sender", "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"', "", "--b1", "Content-Type: text/plain", "", "Sorry.", "--b1", "Content-Type: message/delivery-status", "",
    "Reporting-MTA: dns; mx.example", `Original-Envelope-Id: ${envelopeId}`, "", "Final-Recipient: rfc822; a@mail.example", `Action: ${action}`, `Status: ${status}`, "",
    "--b1", "Content-Type: message/rfc822-headers", "", "Subject: x", "", "--b1--", "",
  ].join("\r\n");
  const account = accountOf("smtp", settings(25), { callbackToken: "a-token-of-at-least-24-characters" });
  const read = async (body: string) => await smtp.parseReceipts!(account, { path: "/", headers: {}, body });

  it("ends its message with the reason that the other side gave", async () => {
    expect(await read(bounce("failed", "5.1.1"))).toMatchObject([{ reference, state: "failed", code: "5.1.1" }]);
    expect(smtp.receiptReason("5.1.1")).toBe("invalid_number");
    expect(await read(bounce("delivered", "2.0.0"))).toMatchObject([{ reference, state: "delivered" }]);
    expect(await read(bounce("delayed", "4.4.1"))).toMatchObject([{ reference, state: "accepted" }]);
  });

  it("that names no message of ours, or is none, ends nothing", async () => {
    for (const body of ["", "hello", bounce("failed", "5.1.1", "somebody-else"), bounce("broken", "5.1.1"), bounce("failed", "nonsense"), bounce("failed", "5.1.1").slice(0, 300)]) expect(await read(body)).toEqual([]);
  });

  it("is taken from whoever shows the account's token alone", () => {
    const proves = (headers: Record<string, string>) => smtp.verify!(account, { path: "/", headers, body: "" });
    expect([proves({}), proves({ "x-callback-token": "wrong" }), proves({ "x-callback-token": "a-token-of-at-least-24-characters" })]).toEqual([false, false, true]);
  });
});
