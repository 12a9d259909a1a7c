import { Plus, ScrollText } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { formatDay } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { listWordings } from "@/lib/server/wordings/queries";
import { settingsCrumb } from "./_components/settings-crumb";
import { WordingState } from "./_components/wording-state";

export async function generateMetadata() {
  return { title: (await getTranslations("wordings"))("title") };
}

export default async function WordingsPage() {
  const actor = await requirePermission("wording:read");
  const [wordings, t, purpose, settings, locale, zone] = await Promise.all([
    listWordings(actor), getTranslations("wordings"), getTranslations("purpose"), getTranslations("settings"), getLocale() as Promise<Language>, getTimeZone(),
  ]);
  const day = (at: Date | null, otherwise: string) => (at === null ? <span className="text-muted">{otherwise}</span> : formatDay(at, locale, zone));
  return (
    <>
      <PageHeader
        title={t("title")} description={t("lead")} breadcrumbs={settingsCrumb(actor, settings("title"))}
        action={can(actor, "wording:write") && <LinkButton variant="primary" href={"/settings/wordings/new" as Route} icon={<Plus aria-hidden size={16} />}>{t("create")}</LinkButton>}
      />
      <div className="panel overflow-hidden">
        <DataTable
          label={t("title")}
          columns={[
            { id: "version", header: t("version"), isRowHeader: true },
            { id: "purpose", header: t("purpose") },
            { id: "state", header: t("state") },
            { id: "duration", header: t("duration"), hideOnPhone: true },
            { id: "from", header: t("effectiveFrom"), hideOnPhone: true },
            { id: "renew", header: t("renewBy"), hideOnPhone: true },
            { id: "by", header: t("by"), hideOnPhone: true },
            { id: "approved", header: t("approvedBy"), hideOnPhone: true },
          ]}
          rows={wordings.map((wording) => ({
            id: wording.id,
            cells: {
              version: <Link href={`/settings/wordings/${wording.id}` as Route} className="row-link prose-link font-medium wrap-anywhere">{wording.version}</Link>,
              purpose: purpose(wording.purpose as Purpose), state: <WordingState state={wording.state} />,
              duration: wording.durationMonths === null ? t("untilWithdrawn") : t("months", { count: wording.durationMonths }),
              from: day(wording.effectiveFrom, t("onPublication")), renew: day(wording.renewBy, "–"), by: wording.createdBy, approved: wording.approvedBy ?? "–",
            },
          }))}
          empty={<EmptyState icon={<ScrollText aria-hidden />} title={t("noneTitle")}>{t("noneText")}</EmptyState>}
        />
      </div>
    </>
  );
}
