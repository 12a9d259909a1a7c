import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { formatDay } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { listLinks } from "@/lib/server/registers/queries";
import { ActionButton } from "@/components/form/action-button";
import { SettingsHead } from "../_components/settings-head";
import { CreateLink } from "./_components/create-link";
import { retireLinkAction } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("links.title") };
}

export default async function LinksPage() {
  const actor = await requirePermission("settings:read", "template:read");
  const [t, locale, timeZone, rows] = await Promise.all([getTranslations("settings"), getLocale(), getTimeZone(), listLinks(actor)]);
  const mayWrite = can(actor, "settings:write");
  return (
    <>
      <SettingsHead part="links" action={mayWrite && <CreateLink />} />
      <div className="panel overflow-hidden">
        <DataTable
          label={t("links.title")}
          columns={[
            { id: "host", header: t("links.host"), isRowHeader: true },
            { id: "note", header: t("note") },
            { id: "expires", header: t("links.expires"), hideOnPhone: true },
            { id: "state", header: t("state") },
            { id: "act", header: t("actions") },
          ]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              host: <span className="tabular-nums">{row.host}</span>,
              note: row.note,
              expires: row.expiresAt ? formatDay(row.expiresAt, locale, timeZone) : t("none"),
              state: row.retiredAt !== null ? <Chip>{t("retired")}</Chip> : row.hasExpired ? <Chip tone="warning">{t("links.expired")}</Chip> : <Chip tone="success">{t("inUse")}</Chip>,
              act: mayWrite && row.retiredAt === null && (
                <ActionButton
                  action={retireLinkAction}
                  input={{ id: row.id }}
                  confirm={{ title: t("links.retireTitle", { host: row.host }), text: t("links.retireText"), label: t("retire") }}
                >
                  {t("retire")}
                </ActionButton>
              ),
            },
          }))}
        />
      </div>
    </>
  );
}
