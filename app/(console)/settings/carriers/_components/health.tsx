import { CircleCheck, CirclePause, CircleSlash, FlaskConical, TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { DefinitionList } from "@/components/ui/definition-list";
import { HealthCodes, LinkStates } from "./health-lines";
import type { AccountHealth } from "@/lib/server/providers/health";
import type { ProviderRow } from "@/lib/server/providers/queries";

type Props = { readonly account: ProviderRow; readonly health: AccountHealth };

/** Whether an account works, in a word, and since when or until when not. */
export function AccountState({ account, health }: Props) {
  const t = useTranslations("settings.carriers.health");
  if (account.disabled) return <Chip tone="warning" icon={<CircleSlash aria-hidden />}>{t("off")}</Chip>;
  if (account.dryRun) return <Chip tone="warning" icon={<FlaskConical aria-hidden />}>{t("dryRun")}</Chip>;
  if (health.breaker === "open") return <Chip tone="warning" icon={<CirclePause aria-hidden />}>{t("rests")}</Chip>;
  if (health.breaker === "trial") return <Chip tone="accent" icon={<TriangleAlert aria-hidden />}>{t("trial")}</Chip>;
  return <Chip tone="success" icon={<CircleCheck aria-hidden />}>{t("works")}</Chip>;
}

/** The account's last quarter of an hour, its connections, and what it told us that nobody has read. */
export function AccountFigures({ account, health }: Props) {
  const t = useTranslations("settings.carriers.health");
  const format = useFormatter();
  const reports = t("reportsValue", { delivered: health.delivered, failed: health.failed });
  const items = [
    { term: t("speed"), value: t("speedValue", { now: health.perSecond }) },
    ...(health.breaker === "open" && health.why && health.at
      ? [{ term: t("why"), value: t(`because.${health.why.code}`, { share: format.number(health.why.share, { style: "percent" }), of: health.why.of, until: format.dateTime(health.at, { hour: "2-digit", minute: "2-digit" }) }) }] : []),
    { term: t("answers"), value: t("answersValue", { accepted: health.accepted, refused: health.refused, troubled: health.troubled, uncertain: health.uncertain }) },
    { term: t("answerTime"), value: health.answerMs === null ? t("nothingSent") : t("milliseconds", { ms: health.answerMs }) },
    { term: t("reports"), value: health.reportedAt === null ? t("noReport", { counts: reports }) : t("lastReport", { counts: reports, at: format.dateTime(health.reportedAt, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" }) }) },
    ...(health.codes.length > 0 ? [{ term: t("codes"), value: <HealthCodes codes={health.codes} /> }] : []),
    ...(health.links.length > 0 ? [{ term: t("links"), value: <LinkStates links={health.links} /> }] : []),
    ...(health.clockSeconds === null ? [] : [{ term: t("clock"), value: t(health.clockSeconds > 0 ? "clockAhead" : "clockBehind", { minutes: Math.round(Math.abs(health.clockSeconds) / 60) }) }]),
    { term: t("unread"), value: health.unreadable > 0 ? <Chip tone="warning" icon={<TriangleAlert aria-hidden />}>{t("unreadable", { waiting: health.waiting, unreadable: health.unreadable })}</Chip> : t("waiting", { waiting: health.waiting }) },
    { term: t("callbacks"), value: <span className="flex flex-col break-all"><code>/api/carriers/{account.key}/receipts</code><code>/api/carriers/{account.key}/inbound</code></span> },
  ];
  return <DefinitionList items={items} />;
}
