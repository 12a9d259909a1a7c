"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormNumberField, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import type { SettingField } from "@/lib/domain/carrier/setting-fields";
import { KEEPS_EXCHANGES, saveProviderSchema, type SaveProviderInput } from "@/lib/domain/providers/schema";
import { FormDay } from "../../_components/form-day";
import { saveCarrierAction } from "../actions";
import { SettingInputs } from "./setting-inputs";

type Props = {
  readonly driver: string;
  readonly settings: readonly SettingField[];
  readonly secrets: readonly SettingField[];
  readonly storedSecrets: readonly string[];
  readonly defaults: SaveProviderInput;
};

const BACK: Route = "/settings/carriers";

/** Everything that can be set of an account, in three parts: what the bank decides, what the driver needs, what is secret. */
export function AccountForm({ driver, settings, secrets, storedSecrets, defaults }: Props) {
  const t = useTranslations("settings.carriers");
  const router = useRouter();
  const form = useActionForm(saveProviderSchema, saveCarrierAction, { defaults, onDone: () => router.push(BACK) });
  return (
    <ActionForm form={form} className="flex max-w-4xl flex-col gap-4">
      <Panel title={t("form.bank")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormTextField name="name" label={t("form.name")} isRequired maxLength={60} />
          <FormTextField name="key" label={t("form.key")} hint={t("form.keyHint")} isRequired maxLength={31} autoComplete="off" />
          <FormNumberField name="speedPerSecond" label={t("form.speed")} min={1} max={100_000} unit={t("form.speedUnit")} />
          <FormNumberField name="priority" label={t("form.priority")} hint={t("form.priorityHint")} min={0} max={1_000} />
          <FormTextField name="contractNumber" label={t("form.contractNumber")} maxLength={60} />
          <FormDay name="contractEndsOn" label={t("form.contractEnds")} hint={t("form.contractEndsHint")} />
          <FormSelect name="keepsExchanges" label={t("form.keepsExchanges")} hint={t("form.keepsExchangesHint")} options={KEEPS_EXCHANGES.map((value) => ({ value, label: t(`keeps.${value}`) }))} />
          <div className="flex flex-col gap-3 sm:pt-6">
            <FormCheckbox name="takesOffers" hint={t("form.takesOffersHint")}>
              {t("form.takesOffers")}
            </FormCheckbox>
            <FormCheckbox name="dryRun" hint={t("form.dryRunHint")}>
              {t("form.dryRun")}
            </FormCheckbox>
          </div>
        </div>
      </Panel>
      <Panel title={t("form.driver", { driver })} description={t("form.driverLead")}>
        <SettingInputs driver={driver} part="settings" fields={settings} />
      </Panel>
      {secrets.length > 0 && (
        <Panel title={t("form.secrets")} description={t("form.secretsLead")}>
          <SettingInputs driver={driver} part="secrets" fields={secrets} stored={storedSecrets} />
        </Panel>
      )}
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{t("form.save")}</SubmitButton>
        <LinkButton href={BACK}>{t("form.cancel")}</LinkButton>
      </div>
    </ActionForm>
  );
}
