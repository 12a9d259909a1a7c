import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { EmptyState } from "@/components/ui/empty-state";
import { ExactInstant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { formatMinute } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { getCustomer, type CustomerDetail } from "@/lib/server/customers/queries";
import { customerTimeline } from "@/lib/server/customers/timeline";
import { RecordConsent } from "./_components/consent-form";
import { EditPreference } from "./_components/preference-form";
import { RevealCustomer } from "./_components/reveal-customer";
import { Timeline } from "./_components/timeline";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

async function Preference({ said }: { readonly said: CustomerDetail["preference"] }) {
  const t = await getTranslations("customers");
  if (!said) return <p className="text-muted">{t("noPreference")}</p>;
  const yes = (value: boolean) => t(value ? "yes" : "no");
  const quiet = said.quietFrom !== null && said.quietTo !== null ? `${formatMinute(said.quietFrom)}–${formatMinute(said.quietTo)}` : t("quietNone");
  return (
    <DefinitionList
      items={[
        { term: t("channels"), value: (said.channels.account ?? []).map((code) => t(`channelName.${code as "sms"}`)).join(" → ") || t("noChannel") },
        { term: t("quiet"), value: quiet },
        { term: t("elder"), value: yes(said.elderFriendly) }, { term: t("noProfiling"), value: yes(said.noProfiling) }, { term: t("calls"), value: yes(said.wantsCalls) },
        { term: t("at"), value: <><ExactInstant at={said.updatedAt} /> · {t("changedBy", { name: said.updatedBy })}</> },
      ]}
    />
  );
}

export default async function CustomerPage({ params, searchParams }: PageProps<"/customers/[customerId]">) {
  const actor = await requirePermission("customer:read", "message:read");
  const [{ customerId }, { before }] = await Promise.all([params, searchParams]);
  const customer = isUuid(customerId) ? await getCustomer(actor, { id: customerId }) : null;
  if (!customer) notFound();
  const cursor = typeof before === "string" && isUuid(before) ? before : undefined;
  const [{ entries, next }, t, ui, languages, locale] = await Promise.all([
    customerTimeline(actor, customer, cursor), getTranslations("customers"), getTranslations("ui"), getTranslations("templates.language"), getLocale(),
  ]);
  const mayWrite = can(actor, "customer:write");
  const list = (values: readonly string[]) => values.join(ui("listSeparator")) || "–";
  const language = languages.has(customer.language as "en") ? languages(customer.language as "en") : customer.language;
  const page = (query: string) => `/customers/${customerId}${query}` as Route;
  return (
    <>
      <PageHeader
        title={customer.name}
        description={`${customer.number} · ${locale === "en" ? customer.branch.nameEn : customer.branch.name}`}
        breadcrumbs={[{ href: "/customers", label: t("title") }]}
        menu={<LinkButton href={`/messages?customer=${customerId}` as Route}>{t("allMessages")}</LinkButton>}
      />
      <div className="flex flex-col gap-4">
        {customer.closed && <Callout tone="warning">{t("closed")}</Callout>}
        {customer.suppressions.length > 0 && <Callout tone="warning">{t("suppressed")}</Callout>}
        <div className="grid gap-4 lg:grid-cols-2">
          <Panel title={t("facts")} aside={can(actor, "customer:reveal") && <RevealCustomer customerId={customerId} />}>
            <DefinitionList
              items={[
                { term: t("phone"), value: <span className="tabular-nums">{customer.phone ?? "–"}</span> }, { term: t("kind"), value: customer.kind ?? "–" },
                { term: t("products"), value: list(customer.products) }, { term: t("tags"), value: list(customer.tags) },
                { term: t("language"), value: language }, { term: t("birthYear"), value: customer.birthYear ?? "–" },
                { term: t("riskTolerance"), value: customer.riskTolerance === null ? t("riskUnknown") : t(`riskLevel.${customer.riskTolerance as 1}`) },
              ]}
            />
          </Panel>
          <Panel title={t("preference")} aside={mayWrite && <EditPreference customerId={customerId} said={customer.preference} />}>
            <Preference said={customer.preference} />
          </Panel>
        </div>
        <Panel title={t("timeline")} description={t("timelineLead")} aside={mayWrite && <RecordConsent customerId={customerId} />} flush>
          {entries.length === 0 ? <EmptyState title={t("nothingYet")}>{t("noConsents")}</EmptyState> : <Timeline entries={entries} />}
        </Panel>
        <Pagination previousHref={cursor ? page("") : null} nextHref={next ? page(`?before=${next}`) : null} />
      </div>
    </>
  );
}
