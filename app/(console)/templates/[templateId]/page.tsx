import type { Route } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { PhonePreview } from "@/components/message/phone-preview";
import { VersionStateBadge } from "@/components/message/state-badge";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { sampleRendering } from "@/lib/domain/template/extremes";
import { requirePermission } from "@/lib/server/auth/session";
import { getTemplate, type TemplateDetail } from "@/lib/server/templates/queries";
import { ApiUse } from "../_components/api-use";
import { TemplateFacts } from "../_components/template-facts";
import { TemplateSteps, type StepFacts } from "../_components/template-steps";
import { VersionComparison } from "../_components/version-comparison";
import { VersionHistory } from "../_components/version-history";

type Props = {
  readonly params: Promise<{ readonly templateId: string }>;
  readonly searchParams: Promise<{ readonly from?: string; readonly to?: string }>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("templates"))("title") };
}

function stepsOf(template: TemplateDetail, actorId: string): StepFacts {
  const draft = template.versions.find((version) => version.state === "draft");
  const inReview = template.versions.find((version) => version.state === "in_review");
  return {
    templateId: template.id,
    key: template.key,
    name: template.name,
    isRetired: template.retiredAt !== null,
    draft: draft ? { number: draft.number, lockVersion: draft.lockVersion, isOwn: draft.authorId === actorId } : null,
    inReview: inReview ? { isOwn: inReview.authorId === actorId } : null,
  };
}

export default async function TemplatePage({ params, searchParams }: Props) {
  const actor = await requirePermission("template:read");
  const [{ templateId }, { from, to }] = await Promise.all([params, searchParams]);
  const [t, format, template] = await Promise.all([
    getTranslations("templates"),
    getFormatter(),
    getTemplate(actor, templateId),
  ]);
  if (!template) notFound();
  const { versions, name, purpose, language } = template;
  const latest = versions[0];
  const approved = versions.find((version) => version.state === "approved") ?? null;
  const shown = approved ?? latest;
  const state = template.retiredAt ? "retired" : (latest?.state ?? "draft");
  return (
    <>
      <PageHeader
        title={name}
        badge={<VersionStateBadge state={state} />}
        breadcrumbs={[{ label: t("title"), href: "/templates" as Route }]}
        action={
          can(actor, "template:write") && !template.fromAbove ? (
            <TemplateSteps facts={stepsOf(template, actor.id)} />
          ) : undefined
        }
      />
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {template.retiredAt && (
          <Callout tone="warning">
            {t("detail.retiredNote", { date: format.dateTime(template.retiredAt, { dateStyle: "medium" }) })}
          </Callout>
        )}
        {template.fromAbove && <Callout tone="info">{t("detail.fromAbove")}</Callout>}
        {latest?.state === "returned" && latest.review && (
          <Callout
            tone="warning"
            title={t("composer.returnedTitle", { number: latest.number, name: latest.review.decidedName ?? "–" })}
          >
            {latest.review.comment}
          </Callout>
        )}
        {latest?.state === "draft" && latest.authorId !== actor.id && (
          <Callout tone="info">{t("composer.otherAuthor", { author: latest.authorName })}</Callout>
        )}
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("detail.versions")} flush>
            <VersionHistory versions={versions} canReview={can(actor, "review:read")} />
          </Panel>
          <VersionComparison versions={versions} from={Number(from)} to={Number(to)} />
          <ApiUse templateKey={template.key} use={template.use} variables={approved?.variables ?? null} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {shown && (
            <Panel
              title={approved ? t("detail.current") : t("detail.version", { number: shown.number })}
              aside={
                approved && (
                  <span className="text-xs text-muted">{t("detail.version", { number: approved.number })}</span>
                )
              }
            >
              {!approved && <p className="mb-3 text-sm text-muted">{t("detail.notYet")}</p>}
              <div className="flex flex-col gap-4">
                {[
                  { of: "plain", text: shown.text },
                  ...(shown.elderText === null ? [] : [{ of: "elder", text: shown.elderText }]),
                ].map(({ of, text }) => (
                  <section key={of}>
                    {shown.elderText !== null && (
                      <h3 className="mb-1 text-sm font-medium">{t(`preview.readers.${of as "plain"}`)}</h3>
                    )}
                    <PhonePreview
                      isCompact
                      sender={shown.signature.text}
                      messages={[
                        {
                          id: `${shown.id}-${of}`,
                          from: "bank",
                          text: sampleRendering({
                            purpose,
                            language,
                            signature: shown.signature.text,
                            text,
                            variables: shown.variables,
                          }),
                        },
                      ]}
                    />
                  </section>
                ))}
              </div>
            </Panel>
          )}
          <Panel title={t("detail.facts")}>
            <TemplateFacts template={template} signature={shown?.signature ?? null} />
          </Panel>
        </div>
      </div>
    </>
  );
}
