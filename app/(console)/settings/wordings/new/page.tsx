import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { requirePermission } from "@/lib/server/auth/session";
import { listRequestTemplates } from "@/lib/server/wordings/queries";
import { NewWording } from "../_components/wording-form";

export async function generateMetadata() {
  return { title: (await getTranslations("wordings"))("create") };
}

export default async function NewWordingPage() {
  const actor = await requirePermission("wording:write", "wording:read");
  const [t, templates] = await Promise.all([getTranslations("wordings"), listRequestTemplates(actor)]);
  return (
    <>
      <PageHeader title={t("create")} breadcrumbs={[{ href: "/settings/wordings" as Route, label: t("title") }]} />
      <NewWording templates={templates} />
    </>
  );
}
