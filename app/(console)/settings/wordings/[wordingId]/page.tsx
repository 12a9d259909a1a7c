import { Pencil, Stamp } from "lucide-react";
import type { Route } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { ExactInstant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { isUuid } from "@/lib/domain/shared/uuid";
import { formatDay } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { countEntriesUnder, getWording, type WordingView } from "@/lib/server/wordings/queries";
import { publishWordingAction, retireWordingAction } from "../actions";
import { settingsCrumb } from "../_components/settings-crumb";
import { WordingState } from "../_components/wording-state";

export async function generateMetadata() {
  return { title: (await getTranslations("wordings"))("title") };
}

async function Statement({ wording }: { readonly wording: WordingView }) {
  const t = await getTranslations("wordings");
  const months = wording.durationMonths;
  // What is added to the words stands in their own language, whatever the reader's.
  const sides = (["zh", "en"] as const).map((side) => ({
    lang: side === "zh" ? "zh-CN" : "en", label: t(side === "zh" ? "chinese" : "english"), text: side === "zh" ? wording.textZh : wording.textEn,
    frequency: t(`shown.${side}.frequency`, { frequency: (side === "zh" ? wording.frequencyZh : wording.frequencyEn) || "–" }),
    duration: months === null ? t(`shown.${side}.untilWithdrawn`) : t(`shown.${side}.duration`, { count: months }),
  }));
  return (
    <div className="grid gap-6 md:grid-cols-2">
      {sides.map(({ lang, label, text, frequency, duration }) => (
        <div key={lang} className="min-w-0">
          <h3 className="mb-1 text-xs text-muted">{label}</h3>
          <div lang={lang} className="flex flex-col gap-1 wrap-anywhere whitespace-pre-line">
            <p>{text || "–"}</p>
            <p className="text-sm text-muted">{frequency}</p>
            <p className="text-sm text-muted">{duration}</p>
          </div>
        </div>
      ))}
    </div>
  );
}

export default async function WordingPage({ params }: PageProps<"/settings/wordings/[wordingId]">) {
  const actor = await requirePermission("wording:read");
  const { wordingId } = await params;
  const wording = isUuid(wordingId) ? await getWording(actor, wordingId) : null;
  if (!wording) notFound();
  const [t, ui, purpose, settings, locale, zone, entries] = await Promise.all([
    getTranslations("wordings"), getTranslations("ui"), getTranslations("purpose"), getTranslations("settings"), getLocale() as Promise<Language>, getTimeZone(), countEntriesUnder(actor, wording.version),
  ]);
  const day = (at: Date | null, otherwise: string) => (at === null ? otherwise : formatDay(at, locale, zone));
  const isDraft = wording.state === "draft";
  const isOwn = wording.createdById === actor.id;
  const mayPublish = isDraft && !isOwn && can(actor, "wording:publish");
  const { version, id } = wording;
  return (
    <>
      <PageHeader
        title={version} badge={<WordingState state={wording.state} />} description={purpose(wording.purpose as Purpose)}
        breadcrumbs={[...settingsCrumb(actor, settings("title")), { href: "/settings/wordings" as Route, label: t("title") }]}
        menu={
          <>
            {isDraft && isOwn && can(actor, "wording:write") && <LinkButton href={`/settings/wordings/${id}/edit` as Route} icon={<Pencil aria-hidden size={16} />}>{t("edit")}</LinkButton>}
            {wording.state !== "retired" && can(actor, "wording:write") && (
              <ActionButton action={retireWordingAction} input={{ id }} doneMessage={t("retired")} confirm={{ title: t("retireTitle", { version }), text: t("retireText"), label: t("retire") }}>{t("retire")}</ActionButton>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {isDraft && (
          <Callout tone={wording.missing.length > 0 ? "warning" : "info"} title={t("waiting")}>
            {wording.missing.length > 0 && <p>{t("missing", { parts: wording.missing.map((part) => t(`missingPart.${part}`)).join(ui("listSeparator")) })}</p>}
            <p>{t(isOwn ? "waitingOwn" : mayPublish ? "waitingReviewer" : "waitingAdmin")}</p>
          </Callout>
        )}
        <Panel title={t("statement")}><Statement wording={wording} /></Panel>
        <Panel title={t("duration")}>
          <DefinitionList
            items={[
              { term: t("effectiveFrom"), value: day(wording.effectiveFrom, t("onPublication")) }, { term: t("renewBy"), value: day(wording.renewBy, t("noRenewal")) },
              { term: t("requestTemplate"), value: wording.requestTemplate ?? t("noTemplate") }, { term: t("by"), value: <>{wording.createdBy} · <ExactInstant at={wording.createdAt} /></> },
              { term: t("approvedBy"), value: wording.publishedAt === null ? "–" : <>{wording.approvedBy} · <ExactInstant at={wording.publishedAt} /></> },
              { term: t("entries"), value: t("entriesCount", { count: entries }) },
            ]}
          />
        </Panel>
        {mayPublish && wording.missing.length === 0 && (
          <div>
            <ActionButton
              action={publishWordingAction} input={{ id, seal: wording.seal }} variant="primary" icon={<Stamp aria-hidden size={16} />} doneMessage={t("published")}
              confirm={{ title: t("publishTitle", { version }), text: t("publishText"), label: t("publish") }}
            >
              {t("publish")}
            </ActionButton>
          </div>
        )}
      </div>
    </>
  );
}
