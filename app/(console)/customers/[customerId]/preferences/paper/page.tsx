import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { effectsOf, type Effect, type EffectCode } from "@/lib/domain/customer/preference-effects";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { isUuid } from "@/lib/domain/shared/uuid";
import { effectWords } from "@/lib/i18n/preference-words";
import { requirePermission } from "@/lib/server/auth/session";
import { bankName } from "@/lib/server/bank-name";
import { getPreferences } from "@/lib/server/preferences/queries";
import { PaperSheet } from "../_components/paper-sheet";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences.console.paper"))("title") };
}

/** The form for the counter: what the customer chose so far stands on it, one sheet of A4. */
export default async function PaperPage({ params }: PageProps<"/customers/[customerId]/preferences/paper">) {
  const actor = await requirePermission("customer:read", "customer:write");
  const { customerId } = await params;
  const view = isUuid(customerId) ? await getPreferences(actor, customerId) : null;
  if (!view || view.closed) notFound();
  const [t, words, customers, locale] = await Promise.all([getTranslations("preferences.console"), getTranslations("preferences"), getTranslations("customers"), getLocale()]);
  const effects = effectsOf(view.state, view.offers);
  const said = (...codes: readonly string[]) => {
    const effect = effects.find((one: Effect): one is Effect & { code: EffectCode } => codes.some((code) => one.code.startsWith(code)));
    return effect === undefined ? "" : effectWords(words, effect);
  };
  const home = `/customers/${customerId}` as Route;
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={t("paper.title")} description={t("paper.lead")}
          breadcrumbs={[{ href: "/customers", label: customers("title") }, { href: home, label: view.name }, { href: `${home}/preferences` as Route, label: t("title") }]}
        />
      </div>
      <PaperSheet
        customerId={customerId} bank={bankName()} hotline={view.hotline} name={view.name} number={view.numberMasked} branch={locale === "en" ? view.branch.nameEn : view.branch.name} hasEmail={view.hasEmail}
        wording={view.wording.texts?.[locale as Language] ?? words("page.offers.wording", { bank: bankName() })}
        now={{
          offers: said("offers_"), account: said("account_"), loan: said("loan_"), education: said("education_"), quiet: said("quiet_"), elder: said("elder_"), profiling: said("profiling_"),
          calls: said("calls_"), threshold: said("threshold"), language: said("language"), helper: said("helper_"),
        }}
      />
    </>
  );
}
