import { getLocale, getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { formatCount } from "@/lib/i18n/format";
import { wordOr } from "@/lib/i18n/word-or";
import { requirePermission } from "@/lib/server/auth/session";
import { listBranchSizes } from "@/lib/server/branches/queries";
import { ActionButton } from "@/components/form/action-button";
import { SettingsHead } from "../_components/settings-head";
import { ChangeBranch, CreateBranch } from "./_components/branch-forms";
import { closeBranchAction, reopenBranchAction } from "./actions";

// Classes and not a computed style: the content policy forbids style attributes.
const INDENTS = ["", "ps-5", "ps-10", "ps-15"];

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("branches.title") };
}

export default async function BranchesPage() {
  const actor = await requirePermission("settings:read");
  const [t, locale, branches] = await Promise.all([getTranslations("settings"), getLocale(), listBranchSizes(actor)]);
  // "HQ/HN/HN-01/" is two steps below the root; the actor's own branch stands at the margin.
  const depthOf = (path: string) => path.split("/").length - actor.branchPath.split("/").length;
  const nameOf = (branch: { readonly name: string; readonly nameEn: string }) => (locale === "en" ? branch.nameEn : branch.name);
  const parents = branches.filter((branch) => branch.closedAt === null && branch.kind !== "branch").map((branch) => ({ value: branch.id, label: nameOf(branch), hint: branch.code }));
  const mayWrite = can(actor, "settings:write");
  return (
    <>
      <SettingsHead part="branches" action={mayWrite && <CreateBranch parents={parents} />} />
      <div className="panel overflow-hidden">
        <DataTable
          label={t("branches.title")}
          columns={[
            { id: "name", header: t("branches.name"), isRowHeader: true },
            { id: "code", header: t("branches.code") },
            { id: "kind", header: t("branches.kind"), hideOnPhone: true },
            { id: "hotline", header: t("branches.hotline"), hideOnPhone: true },
            { id: "people", header: t("branches.people"), isNumber: true },
            { id: "customers", header: t("branches.customers"), isNumber: true },
            { id: "act", header: t("actions") },
          ]}
          rows={branches.map((branch) => ({
            id: branch.id,
            cells: {
              name: (
                <span className={INDENTS[Math.min(depthOf(branch.path), INDENTS.length - 1)]}>
                  {nameOf(branch)} {branch.closedAt !== null && <Chip>{t("branches.closed")}</Chip>}
                </span>
              ),
              code: <code>{branch.code}</code>,
              kind: wordOr(t, `branchKind.${branch.kind}`, branch.kind),
              hotline: branch.hotline ?? t("none"),
              people: formatCount(branch.people, locale),
              customers: formatCount(branch.customers, locale),
              act: mayWrite && (
                <span className="flex flex-wrap gap-1">
                  <ChangeBranch branch={branch} />
                  {branch.closedAt !== null && (
                    <ActionButton action={reopenBranchAction} input={{ branchId: branch.id }}>
                      {t("branches.reopen")}
                    </ActionButton>
                  )}
                  {branch.closedAt === null && branch.kind !== "head_office" && (
                    <ActionButton
                      action={closeBranchAction}
                      input={{ branchId: branch.id }}
                      confirm={{ title: t("branches.closeTitle", { name: nameOf(branch) }), text: t("branches.closeText"), label: t("branches.close") }}
                    >
                      {t("branches.close")}
                    </ActionButton>
                  )}
                </span>
              ),
            },
          }))}
        />
      </div>
    </>
  );
}
