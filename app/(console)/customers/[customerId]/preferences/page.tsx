import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { effectsOf } from "@/lib/domain/customer/preference-effects";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { bankName } from "@/lib/server/bank-name";
import { getPreferences, listLinks, preferenceHistory } from "@/lib/server/preferences/queries";
import { getSetting } from "@/lib/server/settings/queries";
import { EffectLines } from "./_components/effect-lines";
import { PreferenceHistory } from "./_components/history";
import { LinkList } from "./_components/link-list";
import { OfficerForm } from "./_components/officer-form";
import { SendLink } from "./_components/send-link";
import { MakeSlip } from "./_components/slip";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences.console"))("title") };
}

/** How one customer wants to be reached: the branch's form, what holds, who changed what, and ways to the customer's own page. */
export default async function PreferencesPage({ params }: PageProps<"/customers/[customerId]/preferences">) {
  const actor = await requirePermission("customer:read");
  const { customerId } = await params;
  const view = isUuid(customerId) ? await getPreferences(actor, customerId) : null;
  if (!view) notFound();
  const [t, customers, links, changes, days] = await Promise.all([
    getTranslations("preferences.console"), getTranslations("customers"), listLinks(actor, customerId), preferenceHistory(actor, customerId), getSetting("page.link_days"),
  ]);
  const mayWrite = can(actor, "customer:write") && !view.closed;
  const { state, offers, lockVersion, helper, name, numberMasked, hotline } = view;
  const at = (part: string) => `/customers/${customerId}/preferences/${part}` as Route;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={`${name} · ${view.number}`}
        breadcrumbs={[{ href: "/customers", label: customers("title") }, { href: `/customers/${customerId}` as Route, label: name }]}
        menu={mayWrite && <><LinkButton href={at("paper")}>{t("paper.print")}</LinkButton><LinkButton href={at("entry")}>{t("paper.enter")}</LinkButton></>}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
        {mayWrite && (
          <Panel title={t("form")} description={t("formLead")}>
            {/* A new version of the row is a new form: what was typed over an older one must not be sent as if it were about this one. */}
            <OfficerForm key={lockVersion} customerId={customerId} lockVersion={lockVersion} state={state} offers={offers} helper={helper && { name: helper.name, phone: helper.phone }} />
          </Panel>
        )}
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("now")} description={t("nowLead")}><EffectLines effects={effectsOf(state, offers)} /></Panel>
          <Panel title={t("links.title")} description={t("links.lead")}>
            <div className="flex flex-col gap-3">
              {mayWrite && <MakeSlip slipFor={{ customerId, name, number: numberMasked, bank: bankName(), hotline }} />}
              {mayWrite && view.phone !== null && <div><SendLink customerId={customerId} days={days} /></div>}
              <LinkList links={links} mayWrite={mayWrite} />
            </div>
          </Panel>
        </div>
        <div className="min-w-0 lg:col-span-2">
          <Panel title={t("history")} flush><PreferenceHistory changes={changes} /></Panel>
        </div>
      </div>
    </>
  );
}
