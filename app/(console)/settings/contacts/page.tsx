import { getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { requirePermission } from "@/lib/server/auth/session";
import { listContacts } from "@/lib/server/registers/queries";
import { ActionButton } from "@/components/form/action-button";
import { SettingsHead } from "../_components/settings-head";
import { CreateContact } from "./_components/create-contact";
import { retireContactAction } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("contacts.title") };
}

export default async function ContactsPage() {
  const actor = await requirePermission("settings:read", "template:read");
  const [t, rows] = await Promise.all([getTranslations("settings"), listContacts(actor)]);
  const mayWrite = can(actor, "settings:write");
  return (
    <>
      <SettingsHead part="contacts" action={mayWrite && <CreateContact />} />
      <div className="panel overflow-hidden">
        <DataTable
          label={t("contacts.title")}
          columns={[
            { id: "number", header: t("contacts.number"), isRowHeader: true },
            { id: "note", header: t("note") },
            { id: "state", header: t("state") },
            { id: "act", header: t("actions") },
          ]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              number: <span className="tabular-nums">{row.number}</span>,
              note: row.note,
              state: row.retiredAt === null ? <Chip tone="success">{t("inUse")}</Chip> : <Chip>{t("retired")}</Chip>,
              act: mayWrite && row.retiredAt === null && (
                <ActionButton
                  action={retireContactAction}
                  input={{ id: row.id }}
                  confirm={{ title: t("contacts.retireTitle", { number: row.number }), text: t("contacts.retireText"), label: t("retire") }}
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
