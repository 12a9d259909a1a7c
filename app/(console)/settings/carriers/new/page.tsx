import type { Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { LinkTabs } from "@/components/ui/link-tabs";
import { requirePermission } from "@/lib/server/auth/session";
import { newAccountForm, usableDrivers } from "@/lib/server/providers/account-form";
import { AccountForm } from "../_components/account-form";

export async function generateMetadata() {
  return { title: (await getTranslations("settings.carriers"))("create") };
}

export default async function NewCarrierPage({ searchParams }: PageProps<"/settings/carriers/new">) {
  const actor = await requirePermission("provider:write");
  const drivers = usableDrivers();
  const { driver } = await searchParams;
  const chosen = drivers.find((one) => one === driver) ?? drivers[0] ?? "";
  const form = newAccountForm(actor, chosen);
  if (!form) notFound();
  const t = await getTranslations("settings");
  return (
    <>
      <PageHeader
        title={t("carriers.create")}
        description={t(form.channel === "voice" ? "carriers.channelHint" : "carriers.form.newLead")}
        breadcrumbs={[
          { href: "/settings", label: t("title") },
          { href: "/settings/carriers", label: t("carriers.title") },
        ]}
      />
      <div className="flex flex-col gap-4">
        {drivers.length > 1 && (
          <LinkTabs
            label={t("carriers.driver")}
            items={drivers.map((one) => ({ href: `/settings/carriers/new?driver=${one}` as Route, label: one, isCurrent: one === chosen }))}
          />
        )}
        <AccountForm key={chosen} driver={form.driver} settings={form.settings} secrets={form.secrets} storedSecrets={form.storedSecrets} defaults={form.defaults} />
      </div>
    </>
  );
}
