import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { MessageStateBadge } from "@/components/message/state-badge";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { isUuid } from "@/lib/domain/shared/uuid";
import { formatMinute } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { getCustomer } from "@/lib/server/customers/queries";
import { listMessages } from "@/lib/server/messages/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

export default async function CustomerPage({ params }: PageProps<"/customers/[customerId]">) {
  const actor = await requirePermission("customer:read", "message:read");
  const { customerId } = await params;
  const customer = isUuid(customerId) ? await getCustomer(actor, { id: customerId }) : null;
  if (!customer) notFound();
  const [{ rows: messages }, t, purpose, locale] = await Promise.all([listMessages(actor, { customerId }), getTranslations("customers"), getTranslations("purpose"), getLocale()]);
  const channel = (code: string) => t(`channelName.${code as "sms"}`);
  const yes = (value: boolean) => t(value ? "yes" : "no");
  const said = customer.preference;
  return (
    <div className="flex flex-col gap-4">
      <header>
        <p className="text-sm"><Link href={"/customers" as Route} className="prose-link">{t("title")}</Link></p>
        <h1 className="text-xl font-semibold">{customer.name}</h1>
        <p className="text-sm text-muted">{customer.number} · {locale === "en" ? customer.branch.nameEn : customer.branch.name}</p>
      </header>
      {customer.suppressions.length > 0 && <Callout tone="warning">{t("suppressed")}</Callout>}
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel title={t("facts")}>
          <DefinitionList items={[
            { term: t("phone"), value: customer.phone ?? "–" }, { term: t("kind"), value: customer.kind ?? "–" }, { term: t("products"), value: customer.products.join("、") || "–" },
            { term: t("tags"), value: customer.tags.join("、") || "–" }, { term: t("language"), value: customer.language }, { term: t("birthYear"), value: customer.birthYear ?? "–" },
          ]} />
        </Panel>
        <Panel title={t("preference")}>
          {said ? (
            <DefinitionList items={[
              { term: t("channels"), value: said.channels.map(channel).join(" → ") || "–" },
              { term: t("quiet"), value: said.quietFrom !== null && said.quietTo !== null ? `${formatMinute(said.quietFrom)}–${formatMinute(said.quietTo)}` : t("quietNone") },
              { term: t("elder"), value: yes(said.elderFriendly) }, { term: t("noProfiling"), value: yes(said.noProfiling) }, { term: t("calls"), value: yes(said.wantsCalls) },
              { term: t("at"), value: <><ExactInstant at={said.updatedAt} /> · {t("changedBy", { name: said.updatedBy })}</> },
            ]} />
          ) : <p className="text-muted">{t("noPreference")}</p>}
        </Panel>
      </div>
      <Panel title={t("consents")} flush>
        <DataTable
          label={t("consents")}
          columns={[{ id: "at", header: t("at") }, { id: "purpose", header: t("purpose") }, { id: "channel", header: t("channel") }, { id: "word", header: t("word") }, { id: "evidence", header: t("evidence"), hideOnPhone: true }, { id: "by", header: t("by"), hideOnPhone: true }]}
          rows={customer.consents.map((entry) => ({
            id: entry.id,
            cells: { at: <ExactInstant at={entry.at} />, purpose: purpose(entry.purpose as "loan"), channel: channel(entry.channel), word: t(entry.state as "given"), evidence: entry.evidence ?? "–", by: entry.recordedBy },
          }))}
          empty={<p className="p-4 text-muted">{t("noConsents")}</p>}
        />
      </Panel>
      <Panel title={t("messages")} flush>
        <DataTable
          label={t("messages")}
          columns={[{ id: "at", header: t("at"), isRowHeader: true }, { id: "template", header: t("template") }, { id: "purpose", header: t("purpose"), hideOnPhone: true }, { id: "state", header: t("state") }]}
          rows={messages.map((row) => ({
            id: row.id,
            cells: { at: <Link className="row-link" href={`/messages/${row.id}` as Route}><ExactInstant at={row.createdAt} /></Link>, template: row.template.name, purpose: purpose(row.purpose as "loan"), state: <MessageStateBadge state={row.state} /> },
          }))}
          empty={<p className="p-4 text-muted">{t("noMessages")}</p>}
        />
      </Panel>
    </div>
  );
}
