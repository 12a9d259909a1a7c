import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { requirePermission } from "@/lib/server/auth/session";
import { composerFacts, getTemplate, type VersionView } from "@/lib/server/templates/queries";
import { Composer } from "../../_components/composer";
import type { ComposerRegisters, ComposerValues } from "../../_components/composer-values";

type Props = { readonly params: Promise<{ readonly templateId: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("templates"))("edit") };
}

function withSignature(registers: ComposerRegisters, { signature }: VersionView): ComposerRegisters {
  return registers.signatures.some((one) => one.id === signature.id)
    ? registers
    : { ...registers, retiredSignature: { id: signature.id, text: signature.text } };
}

export default async function EditTemplatePage({ params }: Props) {
  const author = await requirePermission("template:write");
  const actor = await requirePermission("template:read");
  const { templateId } = await params;
  const [t, template, registers] = await Promise.all([
    getTranslations("templates"),
    getTemplate(actor, templateId),
    composerFacts(author),
  ]);
  if (!template) notFound();
  const back = `/templates/${template.id}` as Route;
  const draft = template.versions.find((version) => version.state === "draft");
  // What was discarded is nobody's starting point while there is something that was approved or returned.
  const basis =
    draft ??
    template.versions.find(({ state }) => state === "returned" || state === "approved") ??
    template.versions[0];
  // Locked, retired, kept by a branch above or written by a colleague: the template's own page says which.
  const isLocked = template.versions.some((version) => version.state === "in_review");
  if (!basis || template.retiredAt || template.fromAbove || isLocked || (draft && draft.authorId !== actor.id))
    redirect(back);

  const returned = template.versions.find(
    (version) => version.review?.state === "returned" && (!draft || version.number === draft.number - 1),
  );
  const initial: ComposerValues = {
    key: template.key,
    name: template.name,
    purpose: template.purpose,
    language: template.language,
    channel: template.channel === "voice" ? "voice" : "sms",
    signatureId: basis.signature.id,
    text: basis.text,
    elderText: basis.elderText,
    variables: basis.variables.map((variable) => ({ ...variable })),
    elderFriendly: basis.elderFriendly,
    use: template.use,
    asksFor: template.asksFor,
    productRisk: template.productRisk,
    reasons: { ...basis.reasons },
  };
  const title = draft
    ? t("composer.titleDraft", { name: template.name, number: draft.number })
    : t("composer.titleNext", { name: template.name, number: (template.versions[0]?.number ?? 0) + 1 });
  return (
    <>
      <PageHeader
        title={title}
        breadcrumbs={[
          { label: t("title"), href: "/templates" as Route },
          { label: template.name, href: back },
        ]}
      />
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {returned?.review && (
          <Callout
            tone="warning"
            title={t("composer.returnedTitle", { number: returned.number, name: returned.review.decidedName ?? "–" })}
          >
            {returned.review.comment}
          </Callout>
        )}
        {!draft && basis.state === "approved" && (
          <Callout tone="info">{t("composer.inherited", { number: basis.number })}</Callout>
        )}
      </div>
      <Composer
        key={template.id}
        initial={initial}
        registers={withSignature(registers, basis)}
        personId={actor.id}
        isUseFixed={template.versions.some((version) => version.state !== "draft")}
        initialTarget={{ templateId: template.id, lockVersion: draft?.lockVersion ?? 0 }}
      />
    </>
  );
}
