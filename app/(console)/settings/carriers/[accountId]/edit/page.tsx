import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { readAccountForm } from "@/lib/server/providers/account-form";
import { AccountForm } from "../../_components/account-form";

export async function generateMetadata() {
  return { title: (await getTranslations("settings.carriers"))("form.change") };
}

export default async function ChangeCarrierPage({ params }: PageProps<"/settings/carriers/[accountId]/edit">) {
  const actor = await requirePermission("provider:write");
  const { accountId } = await params;
  const form = isUuid(accountId) ? await readAccountForm(actor, accountId) : null;
  if (!form) notFound();
  const t = await getTranslations("settings");
  return (
    <>
      <PageHeader
        title={t("carriers.changeTitle", { name: form.defaults.name })}
        breadcrumbs={[
          { href: "/settings", label: t("title") },
          { href: "/settings/carriers", label: t("carriers.title") },
        ]}
      />
      <AccountForm driver={form.driver} settings={form.settings} secrets={form.secrets} storedSecrets={form.storedSecrets} defaults={form.defaults} />
    </>
  );
}
