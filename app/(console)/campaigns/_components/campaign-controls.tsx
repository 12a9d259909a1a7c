"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useFailureWords } from "@/components/template/use-failure-words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { TextField } from "@/components/ui/text-field";
import type { CampaignState } from "@/lib/domain/campaign/lifecycle";
import type { Sentence } from "@/lib/domain/campaign/readiness";
import type { ActionResult } from "@/lib/domain/shared/action-result";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount } from "@/lib/i18n/format";

type Run<I> = (input: I) => Promise<ActionResult<unknown>>;
type OnlyId = { campaignId: string };

type Props = {
  /** Whether this person may move it on, or only stop it. */
  readonly mayWrite: boolean;
  readonly campaign: {
    readonly id: string; readonly state: CampaignState; readonly lockVersion: number; readonly frozenCount: number | null; readonly startsLater: boolean;
    readonly toSend: number | null; readonly isAuthor: boolean; readonly blocked: boolean; readonly prepared: boolean; readonly warnings: readonly Sentence<string>[];
  };
  readonly actions: {
    readonly prepare: Run<OnlyId>; readonly submit: Run<{ campaignId: string; lockVersion: number; acknowledged: string[] }>; readonly withdraw: Run<OnlyId>; readonly schedule: Run<OnlyId>;
    readonly start: Run<{ campaignId: string; lockVersion: number; recipients: number }>; readonly pause: Run<OnlyId>; readonly resume: Run<OnlyId>; readonly cancel: Run<{ campaignId: string; reason: string }>;
  };
};

/** The next steps of a campaign; each button says what it will do and to how many. */
export function CampaignControls({ mayWrite, campaign, actions }: Props) {
  const t = useTranslations("campaigns.controls");
  const ready = useTranslations("readiness");
  const say = ready as unknown as (key: string, values: Readonly<Record<string, string | number>>) => string;
  const locale = useLocale() as Language;
  const router = useRouter();
  const words = useFailureWords();
  const [isPending, startTransition] = useTransition();
  const [asking, setAsking] = useState<"start" | "cancel" | null>(null);
  const [acknowledged, setAcknowledged] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const { id: campaignId, state, lockVersion, frozenCount, toSend } = campaign;

  const run = (step: () => Promise<ActionResult<unknown>>, done?: string) =>
    startTransition(async () => {
      const result = await step();
      if (!result.ok) notify(words.ofFailure(result.error), "danger");
      else if (done) notify(done);
      setAsking(null);
      router.refresh();
    });
  const count = formatCount(toSend ?? frozenCount ?? 0, locale);
  const allTicked = campaign.warnings.every((warning) => acknowledged.includes(warning.code));
  return (
    <section aria-label={t("title")} className="panel flex flex-col gap-3 p-4">
      {mayWrite && state === "draft" && campaign.prepared && !campaign.blocked && campaign.warnings.length > 0 && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-sm font-medium">{t("tick")}</legend>
          {campaign.warnings.map((warning) => (
            <Checkbox key={warning.code} isSelected={acknowledged.includes(warning.code)} onChange={(ticked) => setAcknowledged((before) => (ticked ? [...before, warning.code] : before.filter((code) => code !== warning.code)))}>
              {say(`warning.${warning.code}`, warning.evidence)}
            </Checkbox>
          ))}
        </fieldset>
      )}
      <div className="flex flex-wrap gap-2">
        {mayWrite && state === "draft" && <Button variant={campaign.prepared ? "secondary" : "primary"} isPending={isPending} onPress={() => run(() => actions.prepare({ campaignId }))}>{t(campaign.prepared ? "prepareAgain" : "prepare")}</Button>}
        {mayWrite && state === "draft" && campaign.prepared && <Button variant="primary" isDisabled={campaign.blocked || !allTicked} isPending={isPending} onPress={() => run(() => actions.submit({ campaignId, lockVersion, acknowledged: [...acknowledged] }), t("submitted"))}>{t("submit")}</Button>}
        {mayWrite && state === "in_review" && campaign.isAuthor && <Button isPending={isPending} onPress={() => run(() => actions.withdraw({ campaignId }))}>{t("withdraw")}</Button>}
        {mayWrite && state === "approved" && campaign.startsLater && <Button variant="primary" isPending={isPending} onPress={() => run(() => actions.schedule({ campaignId }))}>{t("schedule", { count })}</Button>}
        {mayWrite && (state === "approved" || state === "scheduled") && <Button variant={campaign.startsLater ? "secondary" : "primary"} onPress={() => setAsking("start")}>{t("start", { count })}</Button>}
        {state === "running" && <Button isPending={isPending} onPress={() => run(() => actions.pause({ campaignId }))}>{t("pause")}</Button>}
        {mayWrite && state === "paused" && <Button variant="primary" isPending={isPending} onPress={() => run(() => actions.resume({ campaignId }))}>{t("resume")}</Button>}
        {state !== "completed" && state !== "cancelled" && <Button variant="ghost" onPress={() => setAsking("cancel")}>{t("cancel")}</Button>}
      </div>
      <ConfirmDialog isOpen={asking === "start"} onOpenChange={(open) => setAsking(open ? "start" : null)} title={t("startTitle", { count })} confirmLabel={t("start", { count })} isPending={isPending} onConfirm={() => run(() => actions.start({ campaignId, lockVersion, recipients: frozenCount ?? 0 }))}>
        <p>{t("startWhat")}</p>
      </ConfirmDialog>
      <ConfirmDialog isOpen={asking === "cancel"} onOpenChange={(open) => setAsking(open ? "cancel" : null)} title={t("cancelTitle")} tone="danger" confirmLabel={t("cancelConfirm")} isPending={isPending} isConfirmDisabled={reason.trim() === ""} onConfirm={() => run(() => actions.cancel({ campaignId, reason }))}>
        <div className="flex flex-col gap-3"><p>{t("cancelWhat")}</p><TextField label={t("reason")} value={reason} onChange={setReason} /></div>
      </ConfirmDialog>
    </section>
  );
}
