import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { CARRIERS } from "@/lib/domain/registers/schema";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { listFilings, type AccountFilings } from "@/lib/server/providers/filings";
import { listSignatures } from "@/lib/server/registers/queries";
import { SettingsHead } from "../_components/settings-head";
import { AccountSignatures } from "./_components/account-signatures";
import { ContractEnd } from "./_components/contract-end";
import { SignatureState } from "./_components/filing-state";
import { FilingTable } from "./_components/filing-table";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("filings.title") };
}

export default async function FilingsPage() {
  const actor = await requirePermission("settings:read", "template:read");
  const [t, settings, { accounts, isCut }, signatures] = await Promise.all([getTranslations("filings"), getTranslations("settings"), listFilings(actor), listSignatures(actor)]);
  const at = now();
  const mayWrite = can(actor, "provider:write");
  const leadOf = ({ filesTemplates, canFile }: AccountFilings) => {
    if (!filesTemplates) return t("noFiling");
    return canFile ? t("filesLead") : t("noButton");
  };
  return (
    <>
      <SettingsHead part="filings" />
      <div className="flex flex-col gap-4">
        <Panel
          title={t("signatures")}
          description={t("signaturesLead")}
          flush
          aside={
            <Link href="/settings/signatures" className="prose-link text-sm">
              {t("toSignatures")}
            </Link>
          }
        >
          <DataTable
            label={t("signatures")}
            columns={[
              { id: "text", header: settings("signatures.text"), isRowHeader: true },
              ...CARRIERS.map((carrier) => ({ id: carrier, header: settings(`carrier.${carrier}`) })),
            ]}
            rows={signatures
              .filter((one) => one.retiredAt === null)
              .map((signature) => ({
                id: signature.id,
                cells: {
                  text: signature.text,
                  ...Object.fromEntries(
                    CARRIERS.map((carrier) => {
                      const filing = signature.filings.find((one) => one.carrier === carrier);
                      return [
                        carrier,
                        <span key={carrier}>
                          <SignatureState state={filing?.state ?? "not_filed"} />
                          {filing?.reason && <span className="block text-xs text-muted">{filing.reason}</span>}
                        </span>,
                      ];
                    }),
                  ),
                },
              }))}
          />
        </Panel>
        {isCut && <p className="text-sm text-muted">{t("cut")}</p>}
        {accounts.length === 0 && (
          <div className="panel">
            <EmptyState title={t("noAccounts")} />
          </div>
        )}
        {accounts.map((account) => (
          <Panel
            key={account.id}
            title={
              <>
                {account.name} {account.disabled && <Chip>{t("off")}</Chip>}
              </>
            }
            description={leadOf(account)}
            aside={<ContractEnd account={account} />}
            flush
          >
            {account.signatures.length > 0 && <AccountSignatures signatures={account.signatures} />}
            {account.filesTemplates || account.rows.length > 0 ? (
              <FilingTable account={account} mayFile={account.canFile && mayWrite} now={at} />
            ) : (
              <p className="p-4 text-sm text-muted">{t("nothingToFile")}</p>
            )}
          </Panel>
        ))}
      </div>
    </>
  );
}
