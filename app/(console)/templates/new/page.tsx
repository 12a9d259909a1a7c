import { Stamp } from "lucide-react";
import type { Route } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { requirePermission } from "@/lib/server/auth/session";
import { composerFacts } from "@/lib/server/templates/queries";
import { Composer } from "../_components/composer";
import { emptyValues } from "../_components/composer-values";

export async function generateMetadata() {
  return { title: (await getTranslations("templates"))("composer.titleNew") };
}

export default async function NewTemplatePage() {
  const actor = await requirePermission("template:write");
  const [t, locale, registers] = await Promise.all([getTranslations("templates"), getLocale(), composerFacts(actor)]);
  const signature = registers.signatures[0];
  return (
    <>
      <PageHeader title={t("composer.titleNew")} breadcrumbs={[{ label: t("title"), href: "/templates" as Route }]} />
      {signature ? (
        <Composer
          initial={emptyValues(locale as Language, signature.id)}
          initialTarget={null}
          personId={actor.id}
          registers={registers}
        />
      ) : (
        <div className="panel">
          <EmptyState icon={<Stamp aria-hidden size={28} />} title={t("composer.noSignatureTitle")}>
            {t("composer.noSignatureText")}
          </EmptyState>
        </div>
      )}
    </>
  );
}
