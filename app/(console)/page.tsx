import type { Metadata, Route } from "next";
import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { BarChart, StackedBarChart } from "@/components/chart/chart";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { NativeSelect } from "@/components/ui/native-select";
import { Panel } from "@/components/ui/panel";
import { Stat, StatGrid } from "@/components/ui/stat";
import { can } from "@/lib/domain/access/permissions";
import { delayQuantile, deliveryRate, leftOf, refusalRate } from "@/lib/domain/dashboard/figures";
import { dayOf, daysOf, readPeriod } from "@/lib/domain/dashboard/period";
import { savedAgainstCalls } from "@/lib/domain/dashboard/savings";
import { countByBucket, isMessageState, bucketOf, type MessageBucket } from "@/lib/domain/message/states";
import { PURPOSES, type Language } from "@/lib/domain/shared/vocabulary";
import { formatCount, formatMoney, formatRate } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { branchesInScope, priceDate, receiptDelays, repliesByClass, talliesOf, talliesOfBranches, type TallySlice } from "@/lib/server/dashboard/queries";
import { getSetting } from "@/lib/server/settings/queries";
import { TodayStrip } from "./_components/today-strip";
import { WithheldReasons } from "./_components/withheld-reasons";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("title") };
}

const one = (value: string | string[] | undefined) => (typeof value === "string" && value !== "" ? value : undefined);
type Slices = readonly Pick<TallySlice, "key" | "state" | "count">[];
const counted = (slices: Slices) => countByBucket(slices.map((slice) => [slice.state, slice.count] as const));
const CHARTED = [["delivered", "jade"], ["sent", "ink"], ["withheld", "slate"], ["failed", "danger"]] as const;

const refusalsOf = (replies: readonly { readonly replyClass: string; readonly count: number }[]) => replies.filter((reply) => reply.replyClass === "refuse").reduce((sum, reply) => sum + reply.count, 0);
const costOf = (slices: readonly TallySlice[]) => slices.reduce((sum, slice) => sum + slice.costMicros, 0n);

function seriesOf(slices: Slices, keys: readonly string[], name: (bucket: MessageBucket) => string) {
  const sums = new Map<string, number>();
  const place = (bucket: MessageBucket, key: string) => `${bucket} ${key}`;
  for (const { key, state, count } of slices) {
    if (!isMessageState(state)) continue;
    const at = place(bucketOf(state), key);
    sums.set(at, (sums.get(at) ?? 0) + count);
  }
  return CHARTED.map(([bucket, tone]) => ({ name: name(bucket), tone, values: keys.map((key) => sums.get(place(bucket, key)) ?? 0) }));
}

export default async function DashboardPage({ searchParams }: PageProps<"/">) {
  const actor = await requirePermission("dashboard:read");
  const query = await searchParams;
  const [t, bucket, purposeWord, zone] = await Promise.all([getTranslations("dashboard"), getTranslations("message.bucket"), getTranslations("purpose"), getTimeZone()]);
  const locale = (await getLocale()) as Language;
  const today = dayOf(now(), zone);
  const period = readPeriod(one(query.from), one(query.to), today);
  const purpose = PURPOSES.find((known) => known === one(query.purpose));
  const branches = await branchesInScope(actor);
  const branch = branches.find((known) => known.code === one(query.branch))?.code;
  const narrowed = { ...(purpose ? { purpose } : {}), ...(branch ? { branch } : {}) };
  const scope = { ...period, ...narrowed };
  const justToday = { from: today, to: today, ...narrowed };
  const [{ byDay, byPurpose, byReason, calls }, byBranch, replies, delays, assumption, priced, pastToday, todayReplies] = await Promise.all([
    talliesOf(actor, scope), talliesOfBranches(actor, scope), repliesByClass(actor, scope), receiptDelays(actor, scope), getSetting("calls.assumption"), priceDate(period.to),
    period.to === today ? null : talliesOf(actor, justToday), repliesByClass(actor, justToday),
  ]);
  const todayTally = pastToday?.byDay ?? byDay.filter((slice) => slice.key === today);
  const counts = counted(byDay);
  const cost = costOf(byDay);
  const refusals = refusalsOf(replies);
  const savings = savedAgainstCalls(counts.delivered, cost, assumption);
  const slow = delayQuantile(delays, 0.95);
  const withheld = new Map(byReason.filter((slice) => slice.state === "withheld").map((slice) => [slice.key, slice.count]));
  const listOf = ({ from, to }: { readonly from: string; readonly to: string }) => (more: Readonly<Record<string, string>>) => `/messages?${new URLSearchParams({ from, to, ...(purpose ? { purpose } : {}), ...(branch ? { branch } : {}), ...more })}` as Route;
  const list = listOf(period);
  const days = daysOf(period);
  const branchName = (code: string) => { const found = branches.find((known) => known.code === code); return (locale === "en" ? found?.nameEn : found?.name) ?? code; };
  const busy = [...new Set(byBranch.map((slice) => slice.key))];
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">{t("title")}</h1>
          <p className="text-sm text-muted">{t("description")}</p>
        </div>
        <form action="/" className="flex flex-wrap items-end gap-2">
          <label className="flex flex-col gap-1 text-sm font-medium">{t("from")}<input type="date" name="from" defaultValue={period.from} className="native-field font-normal" /></label>
          <label className="flex flex-col gap-1 text-sm font-medium">{t("to")}<input type="date" name="to" defaultValue={period.to} className="native-field font-normal" /></label>
          <NativeSelect label={t("branch")} name="branch" defaultValue={branch ?? ""} options={[{ value: "", label: t("allBranches") }, ...branches.map((known) => ({ value: known.code, label: branchName(known.code) }))]} />
          <NativeSelect label={t("purpose")} name="purpose" defaultValue={purpose ?? ""} options={[{ value: "", label: t("allPurposes") }, ...PURPOSES.map((known) => ({ value: known, label: purposeWord(known) }))]} />
          <Button type="submit">{t("apply")}</Button>
          {can(actor, "report:export") && <LinkButton download href={`/api/exports/dashboard?${new URLSearchParams({ from: period.from, to: period.to, ...(purpose ? { purpose } : {}), ...(branch ? { branch } : {}) })}` as Route}>{t("export")}</LinkButton>}
        </form>
      </header>
      <TodayStrip counts={counted(todayTally)} refusals={refusalsOf(todayReplies)} costMicros={costOf(todayTally)} list={listOf(justToday)} />
      <StatGrid isEven>
        <Stat label={t("sent")} value={formatCount(leftOf(counts), locale)} href={list({})} />
        <Stat label={t("deliveryRate")} value={formatRate(deliveryRate(counts), locale)} href={list({ stand: "delivered" })} />
        <Stat label={t("withheld")} value={formatCount(counts.withheld, locale)} href={list({ stand: "withheld" })} />
        <Stat label={t("refusalRate")} value={formatRate(refusalRate(refusals, counts), locale)} href={"/inbox?class=refuse" as Route} />
        <Stat label={t("cost")} value={formatMoney(cost, locale)} note={priced && t("priceDate", { date: dayOf(priced, zone) })} />
        <Stat label={t("saved")} value={formatMoney(savings.savedMicros, locale)} note={<>{t("savedHow", { minutes: assumption.minutesPerCall, rate: formatMoney(assumption.callMicrosPerMinute, locale), wage: formatMoney(assumption.staffWageMicrosPerHour, locale) })}</>} />
        <Stat label={t("calls")} value={formatCount(calls, locale)} note={t("callsNote")} />
        <Stat label={t("p95")} value={slow === null ? "–" : t("seconds", { count: slow })} note={slow === null ? t("noReceipts") : undefined} />
      </StatGrid>
      {can(actor, "settings:read") && <p className="text-right text-xs"><Link className="prose-link" href={"/settings/values" as Route}>{t("edit")}</Link></p>}
      <div className="grid gap-4 xl:grid-cols-2">
        <div className="xl:col-span-2"><Panel title={t("byDay")}><StackedBarChart isWide title={t("byDay")} category={t("day")} categories={days.map((day) => day.slice(5))} format="count" series={seriesOf(byDay, days, bucket)} /></Panel></div>
        <Panel title={t("byPurpose")}><StackedBarChart title={t("byPurpose")} category={t("purpose")} categories={PURPOSES.map((known) => purposeWord(known))} format="count" series={seriesOf(byPurpose, PURPOSES, bucket)} /></Panel>
        <Panel title={t("byBranch")}><StackedBarChart title={t("byBranch")} category={t("branch")} categories={busy.map(branchName)} format="count" series={seriesOf(byBranch, busy, bucket)} /></Panel>
        <Panel title={t("whyWithheld")}>
          <WithheldReasons counts={withheld} list={list} />
        </Panel>
        {delays.length > 0 && <Panel title={t("slowest")}><BarChart title={t("slowest")} category={t("delay")} categories={delays.map((delay) => t("seconds", { count: delay.bucketSeconds }))} format="count" series={[{ name: t("slowest"), values: delays.map((delay) => delay.count) }]} /></Panel>}
      </div>
    </div>
  );
}
