import { FlaskConical, GitCompareArrows } from "lucide-react";
import type { Route } from "next";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { can } from "@/lib/domain/access/permissions";
import { matrixAt } from "@/lib/domain/policy/matrix";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import { chainHead } from "@/lib/server/audit/head";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { environment } from "@/lib/server/env";
import { listRuleProposals, listRuleValues, packInForce } from "@/lib/server/rules/queries";
import { CitationLegend } from "./_components/citation";
import { MatrixTable } from "./_components/matrix-table";
import { OpenProposals } from "./_components/open-proposals";
import { OtherRules } from "./_components/other-rules";
import { PackBar } from "./_components/pack-bar";
import { PrintButton } from "./_components/print-button";
import { PrintHead } from "./_components/print-head";
import { endOfDay, readPolicySearch, type Search } from "./_components/policy-search";
import { ValueHistory } from "./_components/value-history";

export async function generateMetadata() {
  return { title: (await getTranslations("matrix"))("title") };
}

export default async function PolicyPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("policy:read");
  const search = readPolicySearch(await searchParams);
  const [t, locale, zone, own] = await Promise.all([getTranslations("matrix"), getLocale(), getTimeZone(), packInForce()]);
  const code = search.pack ?? own.code;
  const [pack, open, decided, values, head] = await Promise.all([
    code === own.code ? own : packInForce(code),
    listRuleProposals(actor, code, "open"),
    listRuleProposals(actor, code, "decided", 100),
    listRuleValues(actor, code),
    chainHead(actor),
  ]);
  const at = search.day === "" ? now() : endOfDay(search.day, zone);
  const { lines, others } = matrixAt(pack, PACK_SOURCES[code], at);
  // What held on another day is looked at; what is to hold from a day on is proposed from today's page.
  const mayEdit = can(actor, "settings:write") && search.day === "";
  const asOf = search.day === "" ? formatInstant(at, locale, zone) : formatDay(at, locale, zone);
  const sheet = { bank: environment().BANK_NAME, pack: code, asOf, printed: formatInstant(now(), locale, zone), head };
  return (
    <div className="policy-sheets flex flex-col gap-4">
      <div className="no-print">
        <PageHeader
          title={t("title")}
          description={t("lead")}
          menu={
            <>
              <LinkButton href={"/policy/what-if" as Route} icon={<GitCompareArrows aria-hidden size={16} />}>
                {t("whatIf")}
              </LinkButton>
              <LinkButton href={"/policy/try" as Route} icon={<FlaskConical aria-hidden size={16} />}>
                {t("tryIt")}
              </LinkButton>
              <PrintButton />
            </>
          }
        />
        <PackBar pack={code} own={own.code} day={search.day} />
        {search.day !== "" && <Callout title={t("asOfTitle", { day: asOf })}>{t("asOfText")}</Callout>}
        {code !== own.code && <Callout>{t("otherPack", { own: t(`packs.${own.code}`) })}</Callout>}
      </div>
      <OpenProposals proposals={open} viewerId={actor.id} mayDecide={can(actor, "settings:write")} />
      <section className="policy-sheet" aria-label={t("table")}>
        <PrintHead {...sheet} part="matrix" />
        <div className="panel overflow-hidden">
          <MatrixTable pack={code} lines={lines} mayEdit={mayEdit} />
        </div>
        <div className="mt-2">
          <CitationLegend />
        </div>
      </section>
      <section className="policy-sheet" aria-labelledby="other-rules">
        <PrintHead {...sheet} part="others" />
        <div className="no-print mb-2">
          <h2 id="other-rules" className="font-semibold">
            {t("others")}
          </h2>
          <p className="text-sm text-muted">{t("othersLead")}</p>
        </div>
        <OtherRules pack={code} others={others} mayEdit={mayEdit} />
      </section>
      <ValueHistory values={values} decided={decided} />
    </div>
  );
}
