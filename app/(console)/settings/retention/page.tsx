import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { requirePermission } from "@/lib/server/auth/session";
import { listRetentionRuns, listTerms } from "@/lib/server/retention/queries";
import { getSetting } from "@/lib/server/settings/queries";
import { SettingsHead } from "../_components/settings-head";
import { RequestDaysForm } from "./_components/request-days-form";
import { RunList } from "./_components/run-list";
import { DatedTerms, OtherTerms } from "./_components/term-tables";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("retention.title") };
}

export default async function RetentionPage() {
  const actor = await requirePermission("settings:read");
  const [t, terms, runs, days] = await Promise.all([getTranslations("retention"), listTerms(actor), listRetentionRuns(actor), getSetting("rights.days")]);
  const mayWrite = can(actor, "settings:write");
  return (
    <>
      <SettingsHead part="retention" />
      <div className="flex flex-col gap-4">
        <DatedTerms terms={terms} last={runs.find((run) => run.finishedAt !== null)} mayWrite={mayWrite} />
        <OtherTerms terms={terms} />
        <div className="grid items-start gap-4 lg:grid-cols-[3fr_1fr]">
          <RunList runs={runs} />
          <Panel title={t("requests.title")} description={t("requests.lead")}>
            <RequestDaysForm days={days} mayWrite={mayWrite} />
          </Panel>
        </div>
      </div>
    </>
  );
}
