import { Download } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { DefinitionList } from "@/components/ui/definition-list";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { getCertificate } from "@/lib/server/consents/queries";
import { ConsentMatrix } from "../../_components/consent-matrix";
import { CitedWordings, LedgerTable, SuppressionTable } from "./_components/certificate-tables";
import { certificateWords } from "./_components/certificate-words";
import { FullCertificate } from "./_components/full-certificate";

export async function generateMetadata() {
  return { title: (await getTranslations("certificate"))("title") };
}

export default async function CertificatePage({ params }: PageProps<"/customers/[customerId]/certificate">) {
  const actor = await requirePermission("customer:read");
  const { customerId } = await params;
  const certificate = isUuid(customerId) ? await getCertificate(actor, customerId) : null;
  if (!certificate) notFound();
  const [words, customers] = await Promise.all([certificateWords(), getTranslations("customers")]);
  const { t, instant, locale } = words;
  const { customer, head, issuedAt, bank } = certificate;
  return (
    <>
      <PageHeader
        title={t("title")} description={t("lead")}
        breadcrumbs={[{ href: "/customers", label: customers("title") }, { href: `/customers/${customerId}` as Route, label: customer.name }]}
        menu={can(actor, "customer:reveal") && <FullCertificate customerId={customerId} />}
        action={<LinkButton variant="primary" download href={`/api/customers/${customerId}/certificate` as Route} icon={<Download aria-hidden size={16} />}>{t("download")}</LinkButton>}
      />
      <div className="flex flex-col gap-4">
        <Panel title={bank}>
          <DefinitionList
            items={[
              { term: t("customer"), value: <>{customer.name} · <span className="tabular-nums">{customer.phone ?? "–"}</span></> }, { term: t("number"), value: customer.number },
              { term: t("branch"), value: `${locale === "en" ? customer.branch.nameEn : customer.branch.name} (${customer.branch.code})` }, { term: t("asOf"), value: instant(issuedAt) },
              { term: t("head"), value: head ? <span className="font-mono text-xs break-all">#{head.seq} {head.hashHex}</span> : "–" },
            ]}
          />
        </Panel>
        <Panel title={t("present")} description={t("presentNote")} flush><ConsentMatrix words={certificate.present} /></Panel>
        <Panel title={t("ledger")} flush><LedgerTable certificate={certificate} words={words} /></Panel>
        <Panel title={t("wordings")}><CitedWordings certificate={certificate} words={words} /></Panel>
        <Panel title={t("suppressions")} flush><SuppressionTable certificate={certificate} words={words} /></Panel>
        <Panel title={t("verify")}>
          <p className="max-w-prose whitespace-pre-line">{t("verifyText")}</p>
          {can(actor, "audit:read") && <p className="mt-2"><Link className="prose-link" href={`/audit?subjectType=customer&subjectId=${customerId}` as Route}>{t("openTrail")}</Link></p>}
        </Panel>
      </div>
    </>
  );
}
