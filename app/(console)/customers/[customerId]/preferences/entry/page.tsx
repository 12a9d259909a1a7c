import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/ui/panel";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { getPreferences } from "@/lib/server/preferences/queries";
import { EntryForm } from "../_components/entry-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences.console.paper"))("entryTitle") };
}

/** Where a signed paper form becomes preferences and consents, with its number as evidence. */
export default async function EntryPage({ params }: PageProps<"/customers/[customerId]/preferences/entry">) {
  const actor = await requirePermission("customer:read", "customer:write");
  const { customerId } = await params;
  const view = isUuid(customerId) ? await getPreferences(actor, customerId) : null;
  if (!view || view.closed) notFound();
  const [t, customers] = await Promise.all([getTranslations("preferences.console"), getTranslations("customers")]);
  const { name, helper, state, offers, lockVersion } = view;
  const home = `/customers/${customerId}` as Route;
  return (
    <>
      <PageHeader
        title={t("paper.entryTitle")} description={`${name} · ${view.number}`}
        breadcrumbs={[{ href: "/customers", label: customers("title") }, { href: home, label: name }, { href: `${home}/preferences` as Route, label: t("title") }]}
      />
      <div className="max-w-3xl">
        <Panel title={t("paper.enter")} description={t("paper.entryLead")}>
          <EntryForm
            key={lockVersion} customerId={customerId} lockVersion={lockVersion} state={state} offers={offers} hasEmail={view.hasEmail}
            helper={helper && { name: helper.name, phone: helper.phone }}
          />
        </Panel>
      </div>
    </>
  );
}
