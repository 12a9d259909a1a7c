import { FileBadge } from "lucide-react";
import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { getPresentWords } from "@/lib/server/consents/present";
import { getCustomer } from "@/lib/server/customers/queries";
import { customerTimeline } from "@/lib/server/customers/timeline";
import { getPreferences } from "@/lib/server/preferences/queries";
import { listShownWordings } from "@/lib/server/wordings/queries";
import { ConsentMatrix } from "../_components/consent-matrix";
import { RecordConsent } from "./_components/consent-form";
import { PreferencePanel } from "./_components/preference-panel";
import { RecordRequest } from "./_components/record-request";
import { RevealCustomer } from "./_components/reveal-customer";
import { Timeline } from "./_components/timeline";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

export default async function CustomerPage({ params, searchParams }: PageProps<"/customers/[customerId]">) {
  const actor = await requirePermission("customer:read", "message:read");
  const [{ customerId }, { before, why }] = await Promise.all([params, searchParams]);
  const customer = isUuid(customerId) ? await getCustomer(actor, { id: customerId }) : null;
  if (!customer) notFound();
  const one = (value: string | string[] | undefined) => (typeof value === "string" && isUuid(value) ? value : undefined);
  const [cursor, unfolded] = [one(before), one(why)];
  const [{ entries, next }, preferences, present, wordings, t, certificate, ui, languages, locale] = await Promise.all([
    customerTimeline(actor, customer, { before: cursor, unfolded }), getPreferences(actor, customerId), getPresentWords(actor, customerId), listShownWordings(actor),
    getTranslations("customers"), getTranslations("certificate"), getTranslations("ui"), getTranslations("templates.language"), getLocale(),
  ]);
  const mayWrite = can(actor, "customer:write") && !customer.erased;
  const list = (values: readonly string[]) => values.join(ui("listSeparator")) || "–";
  const language = languages.has(customer.language as "en") ? languages(customer.language as "en") : customer.language;
  const page = (query: Readonly<Record<string, string>>) => `/customers/${customerId}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ""}` as Route;
  const here = cursor ? { before: cursor } : {};
  return (
    <>
      <PageHeader
        title={customer.erased ? t("erasedName") : customer.name}
        description={`${customer.number} · ${locale === "en" ? customer.branch.nameEn : customer.branch.name}`}
        breadcrumbs={[{ href: "/customers", label: t("title") }]}
        menu={<>{can(actor, "rights:write") && !customer.erased && <RecordRequest customerId={customerId} />}<LinkButton href={`/messages?customer=${customerId}` as Route}>{t("allMessages")}</LinkButton></>}
      />
      <div className="flex flex-col gap-4">
        {customer.closed && <Callout tone="warning">{t(customer.erased ? "erased" : "closed")}</Callout>}
        {customer.suppressions.length > 0 && <Callout tone="warning">{t("suppressed")}</Callout>}
        <div className="grid gap-4 lg:grid-cols-2">
          <Panel title={t("facts")} aside={can(actor, "customer:reveal") && !customer.erased && <RevealCustomer customerId={customerId} />}>
            <DefinitionList
              items={[
                { term: t("phone"), value: <span className="tabular-nums">{customer.phone ?? "–"}</span> }, { term: t("kind"), value: customer.kind ?? "–" },
                { term: t("products"), value: list(customer.products) }, { term: t("tags"), value: list(customer.tags) },
                { term: t("language"), value: language }, { term: t("birthYear"), value: customer.birthYear ?? "–" },
                { term: t("riskTolerance"), value: customer.riskTolerance === null ? t("riskUnknown") : t(`riskLevel.${customer.riskTolerance as 1}`) },
              ]}
            />
          </Panel>
          <PreferencePanel customerId={customerId} preferences={preferences} />
        </div>
        <Panel
          title={t("consents")} description={t("consentsLead")} flush
          aside={
            <span className="flex flex-wrap items-center gap-1">
              <LinkButton size="sm" variant="ghost" href={`/customers/${customerId}/certificate` as Route} icon={<FileBadge aria-hidden size={16} />}>{certificate("open")}</LinkButton>
              {mayWrite && <RecordConsent customerId={customerId} wordings={wordings} />}
            </span>
          }
        >
          <ConsentMatrix words={present} />
        </Panel>
        <Panel title={t("timeline")} description={t("timelineLead")} flush>
          {entries.length === 0 ? <EmptyState title={t("nothingYet")}>{t("noConsents")}</EmptyState> : <Timeline entries={entries} hrefs={{ unfold: (messageId) => page({ ...here, why: messageId }), fold: page(here) }} />}
        </Panel>
        <Pagination previousHref={cursor ? page({}) : null} nextHref={next ? page({ before: next }) : null} />
      </div>
    </>
  );
}
