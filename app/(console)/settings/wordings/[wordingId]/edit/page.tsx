import type { Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { bankDay } from "@/lib/server/bank-calendar";
import { getWording, listRequestTemplates } from "@/lib/server/wordings/queries";
import { EditWording } from "../../_components/wording-form";

export async function generateMetadata() {
  return { title: (await getTranslations("wordings"))("edit") };
}

export default async function EditWordingPage({ params }: PageProps<"/settings/wordings/[wordingId]/edit">) {
  const actor = await requirePermission("wording:write", "wording:read");
  const { wordingId } = await params;
  const wording = isUuid(wordingId) ? await getWording(actor, wordingId) : null;
  if (!wording || wording.state !== "draft" || wording.createdById !== actor.id) notFound();
  const [t, templates] = await Promise.all([getTranslations("wordings"), listRequestTemplates(actor)]);
  const { id, seal, version, purpose, textZh, textEn, frequencyZh, frequencyEn, durationMonths } = wording;
  const day = (at: Date | null) => (at === null ? "" : bankDay(at));
  const values = {
    version, purpose: purpose as Purpose, textZh, textEn, frequencyZh, frequencyEn, durationMonths,
    effectiveFrom: day(wording.effectiveFrom), renewBy: day(wording.renewBy), requestTemplate: wording.requestTemplate ?? "",
  };
  return (
    <>
      <PageHeader title={t("edit")} breadcrumbs={[{ href: "/settings/wordings" as Route, label: t("title") }, { href: `/settings/wordings/${id}` as Route, label: version }]} />
      <EditWording id={id} seal={seal} values={values} templates={templates} />
    </>
  );
}
