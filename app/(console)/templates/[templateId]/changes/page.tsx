import type { Route } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { CampaignStateBadge } from "@/components/message/state-badge";
import { RequestExample } from "@/components/template/request-example";
import { VariableChangeList } from "@/components/template/variable-change-list";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { isCompatible, variableChanges } from "@/lib/domain/template/changes";
import { requirePermission } from "@/lib/server/auth/session";
import { campaignsUsing, getTemplate } from "@/lib/server/templates/queries";
import { ConfirmChanges } from "../../_components/confirm-changes";

type Props = { readonly params: Promise<{ readonly templateId: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("templates"))("changes.title") };
}

/** The stop before submission: what breaks for whoever uses the template, and for whom nothing changes. */
export default async function ChangesPage({ params }: Props) {
  await requirePermission("template:write");
  const actor = await requirePermission("template:read");
  const { templateId } = await params;
  const [t, template] = await Promise.all([getTranslations("templates"), getTemplate(actor, templateId)]);
  if (!template) notFound();
  const draft = template.versions.find((version) => version.state === "draft");
  const approved = template.versions.find((version) => version.state === "approved");
  const back = `/templates/${template.id}` as Route;
  const edit = `/templates/${template.id}/edit` as Route;
  if (!draft || !approved || draft.authorId !== actor.id) redirect(back);
  const changes = variableChanges(approved.variables, draft.variables);
  const campaigns = await campaignsUsing(actor, template.id);
  return (
    <>
      <PageHeader
        title={t("changes.title")}
        breadcrumbs={[
          { label: t("title"), href: "/templates" as Route },
          { label: template.name, href: back },
        ]}
      />
      <div className="flex flex-col gap-4">
        {isCompatible(changes) ? (
          <Callout tone="success">{t("changes.nothing")}</Callout>
        ) : (
          <Callout tone="warning">
            {t("changes.lead", { next: draft.number, before: approved.number, key: template.key })}
          </Callout>
        )}
        {draft.elderText !== approved.elderText && <Callout tone="info">{t("changes.elderText")}</Callout>}
        {!isCompatible(changes) && (
          <Panel title={t("detail.variables")}>
            <VariableChangeList changes={changes} />
          </Panel>
        )}
        <div className="grid gap-4 md:grid-cols-2">
          {[
            { version: approved, title: t("changes.before", { number: approved.number }) },
            { version: draft, title: t("changes.after", { number: draft.number }) },
          ].map(({ version, title }) => (
            <Panel key={version.id} title={title}>
              <RequestExample templateKey={template.key} variables={version.variables} label={title} />
            </Panel>
          ))}
        </div>
        <Panel title={t("changes.campaigns")}>
          {campaigns.length === 0 ? (
            <p className="text-muted">{t("changes.noCampaigns")}</p>
          ) : (
            <>
              <p className="mb-2 text-sm text-muted">{t("changes.campaignsText")}</p>
              <ul className="flex flex-col gap-1.5">
                {campaigns.map((campaign) => (
                  <li key={campaign.id} className="flex flex-wrap items-center gap-2">
                    <Link href={`/campaigns/${campaign.id}` as Route} className="prose-link">
                      {campaign.name}
                    </Link>
                    <CampaignStateBadge state={campaign.state} />
                    <span className="text-xs text-muted">
                      {t("changes.campaignOn", { number: campaign.templateVersion.number })}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Panel>
        <ConfirmChanges
          templateId={template.id}
          lockVersion={draft.lockVersion}
          reasons={draft.reasons}
          editHref={edit}
        />
      </div>
    </>
  );
}
