"use client";

import { CircleCheck, CirclePause, CircleSlash, FlaskConical, Hourglass, TriangleAlert, type LucideIcon } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormCombobox, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Callout } from "@/components/ui/callout";
import { Chip, type ChipTone } from "@/components/ui/chip";
import type { Option } from "@/components/ui/option";
import type { AskedRoute, AskedVerdict } from "@/lib/domain/routes/asked";
import { askRouteSchema } from "@/lib/domain/routes/schema";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { formatInstant, formatRate } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";
import { askRouteAction } from "../actions";

/** Which way a message would go, and with whom it is tried next. */
export function AskRoute({ branches, branchId }: { readonly branches: readonly Option[]; readonly branchId: string }) {
  const t = useTranslations("routes");
  const words = useTranslations("settings");
  const purposes = useTranslations("purpose");
  const [answer, setAnswer] = useState<AskedRoute | null>(null);
  const form = useActionForm(askRouteSchema, askRouteAction, {
    defaults: { channel: "sms", purpose: "account", branchId, phone: "" },
    doneMessage: null,
    onDone: setAnswer,
  });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[22rem_1fr]">
      <ActionForm form={form}>
        <FormSelect
          name="channel"
          label={t("channel")}
          options={CHANNELS.map((value) => ({ value, label: words(`channel.${value}`) }))}
        />
        <FormSelect
          name="purpose"
          label={t("purpose")}
          options={PURPOSES.map((value) => ({ value, label: purposes(value) }))}
        />
        <FormCombobox name="branchId" label={t("branch")} options={branches} />
        <FormTextField
          name="phone"
          label={t("phone")}
          hint={t("phoneHint")}
          type="tel"
          autoComplete="off"
          maxLength={30}
        />
        <SubmitButton variant="secondary">{t("ask")}</SubmitButton>
      </ActionForm>
      <div aria-live="polite">
        {answer === null ? <p className="text-sm text-muted">{t("unasked")}</p> : <Answer answer={answer} />}
      </div>
    </div>
  );
}

const LOOKS: Readonly<Record<AskedVerdict, { readonly tone: ChipTone; readonly icon: LucideIcon }>> = {
  leaves: { tone: "success", icon: CircleCheck },
  dry: { tone: "warning", icon: FlaskConical },
  trial: { tone: "accent", icon: TriangleAlert },
  reserve: { tone: "neutral", icon: Hourglass },
  rests: { tone: "warning", icon: CirclePause },
  other_routes: { tone: "neutral", icon: CircleSlash },
  no_offers: { tone: "neutral", icon: CircleSlash },
  off: { tone: "neutral", icon: CircleSlash },
  ended: { tone: "warning", icon: CircleSlash },
};

/** Those that are tried are numbered; a dash stands before the others. */
const isTried = (verdict: AskedVerdict) => !["other_routes", "no_offers", "off", "ended"].includes(verdict);

function Answer({ answer: { accounts, byRoutes, waitsUntil } }: { readonly answer: AskedRoute }) {
  const t = useTranslations("routes");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  const moment = (at: Date | null) => (at === null ? "" : formatInstant(at, locale, timeZone));
  if (accounts.length === 0) return <p>{t("nowhere")}</p>;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{accounts.some(({ verdict }) => isTried(verdict)) ? t(byRoutes ? "byRoutes" : "byPreference") : t("nowhere")}</p>
      {waitsUntil !== null && <Callout tone="warning">{t("waits", { until: moment(waitsUntil) })}</Callout>}
      <ol className="flex flex-col gap-3">
        {accounts.map(({ id, name, verdict, share, until }, index) => {
          const { tone, icon: Icon } = LOOKS[verdict];
          return (
            <li key={id} className="flex gap-3">
              <span className="w-5 shrink-0 text-end text-muted tabular-nums">{isTried(verdict) ? index + 1 : "–"}</span>
              <span className="flex min-w-0 flex-col gap-1">
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="font-medium">{name}</span>
                  <Chip tone={tone} icon={<Icon aria-hidden />}>
                    {t(`verdict.${verdict}`)}
                  </Chip>
                </span>
                <span className="text-sm text-muted">
                  {t(`why.${verdict}`, { share: formatRate(share, locale), until: moment(until) })}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
