import type { Route } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import type { Authorized } from "@/lib/domain/access/permissions";
import { findLeaks } from "@/lib/domain/check/leaks";
import { fail, type Result } from "@/lib/domain/shared/result";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { listAskable, purposeOf } from "@/lib/server/decisions/queries";
import { tryDecision, type Tried } from "@/lib/server/decisions/try-decision";
import { packInForce } from "@/lib/server/rules/queries";
import type { Search } from "../_components/policy-search";
import { TryAnswer } from "../_components/try-answer";
import { TryForm } from "../_components/try-form";
import { describedBy, instantOf, readTrySearch, type TrySearch } from "../_components/try-search";

export async function generateMetadata() {
  return { title: (await getTranslations("matrix"))("try.title") };
}

async function ask(actor: Authorized<"policy:read">, search: TrySearch, zone: string): Promise<Result<Tried, { readonly code: string }>> {
  // A number typed by mistake belongs into no address and no answer.
  if (findLeaks(search.text).length > 0) return fail({ code: "decision.text_leaks" });
  const at = instantOf(search, zone, now());
  const purpose = (search.template === "" ? null : await purposeOf(actor, search.template)) ?? search.purpose;
  return tryDecision(actor, {
    pack: search.pack ?? undefined, at, ...(search.template === "" ? { purpose: search.purpose, channel: search.channel } : { template: search.template }),
    text: search.template !== "" || search.text === "" ? undefined : search.text,
    customer: search.who === "number" ? { number: search.number } : describedBy(search, at, zone, purpose),
  });
}

export default async function TryPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("policy:read");
  const search = readTrySearch(await searchParams);
  const zone = await getTimeZone();
  const [t, errors, own, templates] = await Promise.all([getTranslations("matrix"), getTranslations("errors"), packInForce(), listAskable(actor)]);
  const tried = search.isAsked ? await ask(actor, search, zone) : null;
  return (
    <>
      <PageHeader title={t("try.title")} description={t("try.lead")} breadcrumbs={[{ href: "/policy" as Route, label: t("title") }]} />
      <div className="grid items-start gap-4 lg:grid-cols-[22rem_1fr]">
        <Panel>
          <TryForm search={search} own={own.code} templates={templates} />
        </Panel>
        {tried === null ? (
          <p className="py-2 text-muted">{t("try.empty")}</p>
        ) : tried.ok ? (
          <TryAnswer tried={tried.value} />
        ) : (
          <Callout tone="danger" role="alert" title={t("try.refused")}>
            {errors(tried.error.code)}
          </Callout>
        )}
      </div>
    </>
  );
}
