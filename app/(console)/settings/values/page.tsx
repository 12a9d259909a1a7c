import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { requirePermission } from "@/lib/server/auth/session";
import { listConfirmations } from "@/lib/server/inbound/answer-templates";
import { getSetting } from "@/lib/server/settings/queries";
import { SettingsHead } from "../_components/settings-head";
import { ConfirmationForm, JudgeWithinForm, KeywordsForm } from "./_components/reply-forms";
import { CallsForm, LinkDaysForm, ReviewAboveForm, ThresholdsForm } from "./_components/value-forms";

const MICROS = 1_000_000;

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("values.title") };
}

export default async function ValuesPage() {
  const actor = await requirePermission("settings:read");
  const [t, reviewAbove, thresholds, calls, keywords, judgeWithin, confirmation, confirmations, linkDays] = await Promise.all([
    getTranslations("settings"),
    getSetting("campaign.review_above"),
    getSetting("campaign.thresholds"),
    getSetting("calls.assumption"),
    getSetting("reply.keywords"),
    getSetting("reply.judge_within_hours"),
    getSetting("reply.confirm_refusal"),
    listConfirmations(actor),
    getSetting("page.link_days"),
  ]);
  const mayWrite = can(actor, "settings:write");
  return (
    <>
      <SettingsHead part="values" />
      <div className="grid items-start gap-4 lg:grid-cols-3">
        <Panel title={t("values.review.title")} description={t("values.review.lead")}>
          <ReviewAboveForm values={{ value: reviewAbove }} mayWrite={mayWrite} />
        </Panel>
        <Panel title={t("values.thresholds.title")} description={t("values.thresholds.lead")}>
          <ThresholdsForm values={thresholds} mayWrite={mayWrite} />
        </Panel>
        <Panel title={t("values.calls.title")} description={t("values.calls.lead")}>
          <CallsForm
            values={{
              minutesPerCall: calls.minutesPerCall,
              callPerMinute: calls.callMicrosPerMinute / MICROS,
              wagePerHour: calls.staffWageMicrosPerHour / MICROS,
            }}
            mayWrite={mayWrite}
          />
        </Panel>
        <div className="lg:col-span-2">
          <Panel title={t("values.keywords.title")} description={t("values.keywords.lead")}>
            <KeywordsForm keywords={keywords} mayWrite={mayWrite} />
          </Panel>
        </div>
        <div className="flex flex-col gap-4">
          <Panel title={t("values.judge.title")} description={t("values.judge.lead")}>
            <JudgeWithinForm hours={judgeWithin} mayWrite={mayWrite} />
          </Panel>
          <Panel title={t("values.confirm.title")} description={t("values.confirm.lead")}>
            <ConfirmationForm
              values={{ allowed: confirmation.allowed, template: confirmation.template ?? "" }}
              templates={confirmations.map(({ key, name, text }) => ({ key, name, text }))}
              mayWrite={mayWrite}
            />
          </Panel>
        </div>
        <Panel title={t("values.linkDays.title")} description={t("values.linkDays.lead")}>
          <LinkDaysForm values={{ value: linkDays }} mayWrite={mayWrite} />
        </Panel>
      </div>
    </>
  );
}
