import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { Wording } from "@/lib/domain/providers/filing-schema";
import { filingView, type FilingView, type Standing } from "@/lib/domain/providers/filing-state";
import { findDriver } from "../carriers/registry";
import { now } from "../clock";
import { db } from "../db/client";

const DAY_MS = 86_400_000;
/** Approved versions that the page shows; a bank has a few dozen. */
const VERSIONS_MAX = 500;
// What needs somebody first.
const ORDER: Readonly<Record<FilingView, number>> = { refused: 0, lapsed: 1, interrupted: 2, none: 3, pending: 4, filed: 5 };

/** How one wording stands with one carrier. */
export type FilingRow = {
  readonly versionId: string;
  readonly variant: Wording;
  readonly template: { readonly id: string; readonly name: string; readonly number: number };
  readonly signature: string;
  readonly view: FilingView;
  /** The carrier's own words. */
  readonly code: string;
  readonly detail: string;
  readonly filedBy: string | null;
  readonly filedAt: Date | null;
  readonly checkedAt: Date | null;
};

/** One signature as the carrier of an account says that it stands. */
export type AccountSignatureRow = { readonly text: string; readonly state: Standing; readonly code: string; readonly detail: string; readonly checkedAt: Date | null };

export type AccountFilings = {
  readonly id: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly contractEndsAt: Date | null;
  /** Days until the contract ends, and with it what was filed; below zero once it has. Null: no end. */
  readonly daysLeft: number | null;
  /** Whether the carrier sends only templates that it has seen, and whether they can be shown to it from here. */
  readonly filesTemplates: boolean;
  readonly canFile: boolean;
  readonly rows: readonly FilingRow[];
  /** How the bank's signatures stand with this carrier, where it tells. */
  readonly signatures: readonly AccountSignatureRow[];
};

/** What each account's carrier has seen of the approved templates of its channel, what needs somebody first. */
export async function listFilings(actor: Authorized<"settings:read" | "template:read">): Promise<{ readonly accounts: readonly AccountFilings[]; readonly isCut: boolean }> {
  const at = now();
  const [accounts, versions] = await Promise.all([
    db().providerAccount.findMany({ orderBy: [{ disabledAt: { sort: "asc", nulls: "first" } }, { priority: "asc" }, { key: "asc" }], select: { id: true, name: true, driver: true, channel: true, contractEndsAt: true, disabledAt: true, signatures: { where: { signature: { retiredAt: null } }, orderBy: { signature: { text: "asc" } }, select: { state: true, code: true, detail: true, checkedAt: true, signature: { select: { text: true } } } } } }),
    db().templateVersion.findMany({
      where: { state: "approved", template: { retiredAt: null, branch: { path: { startsWith: actor.branchPath } } } },
      orderBy: [{ template: { name: "asc" } }, { number: "desc" }], take: VERSIONS_MAX + 1,
      select: {
        id: true, number: true, elderText: true, signature: { select: { text: true } }, template: { select: { id: true, name: true, channel: true } },
        filings: { select: { providerAccountId: true, variant: true, state: true, filingId: true, code: true, detail: true, filedBy: true, filedAt: true, checkedAt: true } },
      },
    }),
  ]);
  const wordings = versions.slice(0, VERSIONS_MAX).flatMap((version) => [
    { version, variant: "plain" as const }, ...(version.elderText === null ? [] : [{ version, variant: "elder" as const }]),
  ]);
  return {
    isCut: versions.length > VERSIONS_MAX,
    accounts: accounts.map(({ driver: key, channel, disabledAt, signatures, ...account }) => {
      const driver = findDriver(key);
      const filesTemplates = driver?.capabilities.filesTemplates ?? false;
      const rows = wordings.filter(({ version }) => version.template.channel === channel).flatMap(({ version, variant }): FilingRow[] => {
        const filing = version.filings.find((one) => one.providerAccountId === account.id && one.variant === variant) ?? null;
        if (!filing && !filesTemplates) return [];
        return [{
          versionId: version.id, variant, template: { id: version.template.id, name: version.template.name, number: version.number }, signature: version.signature.text,
          view: filingView(filing, account.contractEndsAt, at), code: filing?.code ?? "", detail: filing?.detail ?? "", filedBy: filing?.filedBy ?? null, filedAt: filing?.filedAt ?? null, checkedAt: filing?.checkedAt ?? null,
        }];
      });
      return {
        ...account, disabled: disabledAt !== null, filesTemplates, canFile: driver?.fileTemplate !== undefined,
        daysLeft: account.contractEndsAt === null ? null : Math.floor((account.contractEndsAt.getTime() - at.getTime()) / DAY_MS),
        signatures: driver?.signatureState === undefined ? [] : signatures.map(({ signature, state, ...one }) => ({ ...one, text: signature.text, state: state as Standing })),
        rows: rows.sort((a, b) => ORDER[a.view] - ORDER[b.view]),
      };
    }),
  };
}
