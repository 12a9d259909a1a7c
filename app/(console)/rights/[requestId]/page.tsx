import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { DefinitionList } from "@/components/ui/definition-list";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { REQUEST_ARTICLES } from "@/lib/domain/rights/request";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { getRequest } from "@/lib/server/rights/queries";
import { DueChip, RequestStateBadge } from "../_components/request-state";
import { Answer } from "./_components/answer";
import { Outcome } from "./_components/outcome";
import { RefuseRequest } from "./_components/refuse-request";

export async function generateMetadata() {
  return { title: (await getTranslations("rights"))("title") };
}

export default async function RequestPage({ params }: PageProps<"/rights/[requestId]">) {
  const actor = await requirePermission("rights:write");
  const { requestId } = await params;
  const request = isUuid(requestId) ? await getRequest(actor, requestId) : null;
  if (!request) notFound();
  const [t, locale] = await Promise.all([getTranslations("rights"), getLocale()]);
  const { customer } = request;
  const isOpen = request.state === "open";
  return (
    <>
      <PageHeader
        title={t(`kind.${request.kind}`)}
        badge={<><RequestStateBadge state={request.state} /><DueChip request={request} now={now()} /></>}
        description={`${customer.nameMasked ?? t("erased")} · ${customer.number} · ${locale === "en" ? customer.branch.nameEn : customer.branch.name}`}
        breadcrumbs={[{ href: "/rights", label: t("title") }]}
        menu={isOpen && <RefuseRequest requestId={request.id} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[2fr_3fr]">
        <Panel title={t("facts")}>
          <DefinitionList
            items={[
              { term: t("customer"), value: <Link className="prose-link" href={`/customers/${request.customerId}` as Route}>{customer.nameMasked ?? t("erased")}</Link> },
              { term: t("basis"), value: t("article", { article: REQUEST_ARTICLES[request.kind] }) },
              { term: t("received"), value: <ExactInstant at={request.receivedAt} /> },
              { term: t("how"), value: t(`receivedBy.${request.receivedBy}`) },
              { term: t("evidence"), value: request.evidence ?? "–" },
              { term: t("openedBy"), value: request.openedBy },
              { term: t("dueAt"), value: <ExactInstant at={request.dueAt} /> },
              ...(request.closedAt ? [{ term: t("closedAt"), value: <ExactInstant at={request.closedAt} /> }, { term: t("closedBy"), value: request.closedBy }] : []),
            ]}
          />
          {can(actor, "audit:read") && <p className="mt-3 text-sm"><Link className="prose-link" href={`/audit?subject=person_request&id=${request.id}` as Route}>{t("trace")}</Link></p>}
        </Panel>
        <Panel title={t(isOpen ? "answer" : request.state === "refused" ? "reason" : "outcome")}>
          {isOpen ? <Answer request={request} mayErase={can(actor, "rights:erase")} isRecorder={request.openedById === actor.id} /> : <Outcome request={request} />}
        </Panel>
      </div>
    </>
  );
}
