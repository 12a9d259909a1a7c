import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Authorized } from "@/lib/domain/access/permissions";
import { findLeaks } from "@/lib/domain/check/leaks";
import { checkLinks } from "@/lib/domain/check/links";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { pool } from "../db/client";
import { inTransaction, inTransactionOrRefused } from "../db/transaction";
import { requestWith, type MessageDecision, type RequestRefusal } from "../messages/request-message";
import { readRegisters } from "../pipeline/registers";
import { packInForce } from "../rules/queries";
import { getSetting } from "../settings/queries";
import { holdCustomer } from "./commands";
import { linkAddress, newToken, storeLink, textAddress } from "./links";
import { pageSender } from "./page-actor";
import { markSecret } from "./secret-texts";
import { templateFor } from "./templates";

const DAY_MS = 86_400_000;
const DRAWS = 5;

export type SendRefusal = { readonly code: "customer.not_found" | "page.no_phone" | "page.no_template" | "page.host_unregistered" } | RequestRefusal;

/**
 * A token whose address looks like nothing else: chance may write a phone or card number into 43 characters, and the check
 * of finished texts would then refuse the message.
 */
function plainToken(language: string): string {
  for (let draw = 1; draw < DRAWS; draw += 1) {
    const token = newToken();
    if (findLeaks(linkAddress(token, language, textAddress())).length === 0) return token;
  }
  return newToken();
}

/**
 * Texts the customer a link to the own page, through the same rules as every text. The link is kept first: a message
 * that leaves must open something. Where the message is refused or withheld, the link is shut again.
 */
export async function sendLink(actor: Authorized<"customer:write">, customerId: string): Promise<Result<{ readonly messageId: string; readonly decision: MessageDecision }, SendRefusal>> {
  const days = await getSetting("page.link_days");
  const prepared = await inTransactionOrRefused<Result<{ linkId: string; address: string; number: string; branchPath: string; template: NonNullable<Awaited<ReturnType<typeof templateFor>>> }, SendRefusal>>(async (tx) => {
    const customer = await holdCustomer(tx, actor, customerId);
    if (!customer || customer.closedAt !== null) return fail({ code: "customer.not_found" });
    if (customer.phoneIndex === null) return fail({ code: "page.no_phone" });
    const template = await templateFor("page_link", customer.branchPath, customer.language);
    if (!template) return fail({ code: "page.no_template" });
    const token = plainToken(customer.language);
    const address = linkAddress(token, customer.language, textAddress());
    const registers = await readRegisters(pool(), now());
    if (checkLinks(address, registers.links).length > 0) return fail({ code: "page.host_unregistered" });
    const link = await storeLink(tx, { token, customerId, source: "message", createdBy: actor.name, at: now(), forMs: days * DAY_MS });
    await recordAudit(tx, actor, {
      action: "page.link_issued", subjectType: "customer", subjectId: customerId, branchPath: customer.branchPath, detail: { link: link.id, source: "message", hours: days * 24 },
    });
    return ok({ linkId: link.id, address, number: customer.number, branchPath: customer.branchPath, template });
  });
  if (!prepared.ok) return prepared;
  const { linkId, address, number, template } = prepared.value;
  const messageId = uuidv7();
  await markSecret(messageId, new Date(now().getTime() + days * DAY_MS));
  const sent = await requestWith(pageSender(), { id: messageId, template: template.key, customer: number, variables: { [template.variable]: address } }, await packInForce());
  if (!sent.ok || sent.value.decision.outcome === "withhold") await shut(linkId);
  return sent.ok ? ok({ messageId, decision: sent.value.decision }) : fail(sent.error);
}

async function shut(linkId: string): Promise<void> {
  await inTransaction((tx) => tx.accessLink.updateMany({ where: { id: linkId, revokedAt: null }, data: { revokedAt: now() } }));
}
