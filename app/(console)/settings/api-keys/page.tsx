import { KeyRound } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { listApiKeys } from "@/lib/server/apikeys/queries";
import { requirePermission } from "@/lib/server/auth/session";
import { listBranches } from "@/lib/server/branches/queries";
import { now } from "@/lib/server/clock";
import { ActionButton } from "@/components/form/action-button";
import { SettingsHead } from "../_components/settings-head";
import { CreateApiKey } from "./_components/create-api-key";
import { revokeApiKeyAction } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("apiKeys.title") };
}

export default async function ApiKeysPage() {
  const actor = await requirePermission("settings:read");
  const [t, roles, locale, keys, branches] = await Promise.all([
    getTranslations("settings"),
    getTranslations("role"),
    getLocale(),
    listApiKeys(actor),
    listBranches(actor),
  ]);
  const at = now();
  const nameOf = (branch: { readonly name: string; readonly nameEn: string }) => (locale === "en" ? branch.nameEn : branch.name);
  const options = branches.filter((branch) => branch.closedAt === null).map((branch) => ({ value: branch.id, label: nameOf(branch), hint: branch.code }));
  const mayWrite = can(actor, "apikey:write");
  return (
    <>
      <SettingsHead part="apiKeys" action={mayWrite && <CreateApiKey branches={options} />} />
      <div className="panel overflow-hidden">
        <DataTable
          label={t("apiKeys.title")}
          empty={<EmptyState icon={<KeyRound aria-hidden />} title={t("apiKeys.empty")} />}
          columns={[
            { id: "name", header: t("apiKeys.name"), isRowHeader: true },
            { id: "prefix", header: t("apiKeys.prefix") },
            { id: "role", header: t("apiKeys.role") },
            { id: "branch", header: t("apiKeys.branch"), hideOnPhone: true },
            { id: "created", header: t("apiKeys.createdBy"), hideOnPhone: true },
            { id: "used", header: t("apiKeys.used") },
            { id: "act", header: t("actions") },
          ]}
          rows={keys.map((key) => ({
            id: key.id,
            cells: {
              name: key.name,
              prefix: <code>{key.prefix}</code>,
              role: roles(key.role),
              branch: nameOf(key.branch),
              created: (
                <>
                  {key.createdBy} <span className="text-xs text-muted"><Instant at={key.createdAt} now={at} /></span>
                </>
              ),
              used: key.lastUsedAt ? <Instant at={key.lastUsedAt} now={at} /> : t("never"),
              act:
                key.revokedAt !== null ? (
                  <Chip>{t("apiKeys.revoked")}</Chip>
                ) : (
                  mayWrite && (
                    <ActionButton
                      action={revokeApiKeyAction}
                      input={{ apiKeyId: key.id }}
                      confirm={{ title: t("apiKeys.revokeTitle", { name: key.name }), text: t("apiKeys.revokeText"), label: t("apiKeys.revoke") }}
                    >
                      {t("apiKeys.revoke")}
                    </ActionButton>
                  )
                ),
            },
          }))}
        />
      </div>
    </>
  );
}
