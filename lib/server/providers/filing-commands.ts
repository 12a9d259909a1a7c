import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { FileTemplateInput } from "@/lib/domain/providers/filing-schema";
import { INTERRUPTED_MS } from "@/lib/domain/providers/filing-state";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { readAccount, type ReadAccount } from "../carriers/accounts";
import type { CarrierDriver, FilingState, TemplateFiling } from "../carriers/port";
import { driverForSending, findDriver } from "../carriers/registry";
import { now } from "../clock";
import { db, pool } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { reportUnexpected } from "../logger";

type Admin = Authorized<"provider:write">;
type Refusal = { readonly code: "provider.not_found" | "provider.real_in_demo" | "filing.not_offered" | "filing.dry_run" | "filing.not_approved" | "filing.exists" | "filing.unanswered" };

/** Shows one wording of an approved version to a carrier that wants to see it; what was refused or has lapsed may be shown again. */
export async function fileTemplate(actor: Admin, input: FileTemplateInput): Promise<Result<{ state: FilingState["state"] }, Refusal>> {
  const account = await readAccount(pool(), input.accountId, now());
  const driver = account && findDriver(account.driver);
  if (!account || !driver) return fail({ code: "provider.not_found" });
  if (!driver.fileTemplate) return fail({ code: "filing.not_offered" });
  if (account.dryRun) return fail({ code: "filing.dry_run" });
  const allowed = driverForSending(account.driver);
  if (!allowed.ok) return allowed;
  const filing = await readWording(actor, input, driver);
  if (!filing) return fail({ code: "filing.not_approved" });
  // What the carrier is told leaves a trace before it is told: a crash may lose the answer, never the fact.
  const claimed = await inTransaction(async (tx) => {
    const mine = await claim(tx, actor, input, account);
    if (mine) await trace(tx, actor, account, input, { template: filing.key, state: "pending", code: "" });
    return mine;
  });
  if (!claimed) return fail({ code: "filing.exists" });
  const told = await ask(driver, account, filing);
  // The row stays without an id: nobody knows whether the carrier has it, and the page says so.
  if (!told) return fail({ code: "filing.unanswered" });
  await inTransaction(async (tx) => {
    await tx.templateFiling.updateMany({ where: keyOf(input), data: { filingId: told.filingId, ...cut(told.filing), checkedAt: now() } });
    if (told.filing.state !== "pending") await trace(tx, actor, account, input, { template: filing.key, ...told.filing });
  });
  return ok({ state: told.filing.state });
}

const keyOf = ({ accountId, versionId, variant }: FileTemplateInput) => ({ providerAccountId: accountId, templateVersionId: versionId, variant });

/** Carriers' words are kept as they come, but not without end. */
const cut = ({ state, code, detail }: FilingState) => ({ state, code: code.slice(0, 100), detail: detail.slice(0, 500) });

function trace(tx: Tx, actor: Admin, account: ReadAccount, { versionId, variant }: FileTemplateInput, { template, state, code }: { readonly template: string; readonly state: string; readonly code: string }) {
  return recordAudit(tx, actor, { action: "provider.filed", subjectType: "provider", subjectId: account.id, detail: { account: account.key, template, version: versionId, wording: variant, state, code: code.slice(0, 100) } });
}

async function readWording(actor: Admin, { versionId, variant }: FileTemplateInput, driver: CarrierDriver): Promise<TemplateFiling | null> {
  const version = await db().templateVersion.findFirst({
    where: { id: versionId, state: "approved", template: { channel: driver.channel, retiredAt: null, branch: { path: { startsWith: actor.branchPath } } } },
    select: { text: true, elderText: true, signature: { select: { text: true } }, template: { select: { key: true, name: true, purpose: true } } },
  });
  const text = variant === "elder" ? version?.elderText : version?.text;
  return version && text ? { key: version.template.key, name: version.template.name, purpose: version.template.purpose, text, signature: version.signature.text } : null;
}

/** Two people who press the button at once file it once. */
async function claim(tx: Tx, actor: Admin, input: FileTemplateInput, { contractEndsAt }: ReadAccount): Promise<boolean> {
  const at = now();
  const row = { filingId: "", state: "pending", code: "", detail: "", filedBy: actor.name, filedAt: at, checkedAt: null };
  const { count: created } = await tx.templateFiling.createMany({ data: [{ ...keyOf(input), ...row }], skipDuplicates: true });
  if (created === 1) return true;
  const ended = contractEndsAt !== null && contractEndsAt <= at ? [{ state: "filed" }] : [];
  const { count } = await tx.templateFiling.updateMany({
    where: { ...keyOf(input), OR: [{ state: { in: ["refused", "lapsed"] } }, { state: "pending", filingId: "", filedAt: { lte: new Date(at.getTime() - INTERRUPTED_MS) } }, ...ended] }, data: row,
  });
  return count === 1;
}

async function ask(driver: CarrierDriver, account: ReadAccount, filing: TemplateFiling): Promise<{ readonly filingId: string; readonly filing: FilingState } | null> {
  try {
    return (await driver.fileTemplate?.(account, filing)) ?? null;
  } catch (error) {
    reportUnexpected(error, { at: "template filing", account: account.key });
    return null;
  }
}
