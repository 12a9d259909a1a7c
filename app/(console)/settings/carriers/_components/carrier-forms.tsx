"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DefaultValues } from "react-hook-form";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormNumberField, FormSelect, FormTextArea, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { DialogButton } from "../../_components/dialog-button";
import { FormDay } from "../../_components/form-day";
import { createPriceAction, saveCarrierAction } from "../actions";
import { carrierFormSchema, priceFormSchema, type CarrierForm } from "./carrier-schema";

type Account = { readonly drivers: readonly string[]; readonly account?: CarrierForm };

const EMPTY: DefaultValues<CarrierForm> = {
  key: "", name: "", channel: "sms", speedPerSecond: 100, priority: 100, contractNumber: "", contractEndsOn: "", takesOffers: true, dryRun: false, keepsExchanges: "all", settings: "{}", secrets: "",
};

function AccountForm({ drivers, account, close }: Account & { readonly close: () => void }) {
  const t = useTranslations("settings");
  const form = useActionForm(carrierFormSchema, saveCarrierAction, { defaults: account ?? { ...EMPTY, driver: drivers[0] ?? "" }, onDone: close });
  return (
    <ActionForm form={form}>
      <FormTextField name="name" label={t("carriers.name")} isRequired />
      <FormTextField name="key" label={t("carriers.key")} hint={t("carriers.keyHint")} isRequired />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormSelect name="driver" label={t("carriers.driver")} options={drivers.map((value) => ({ value, label: value }))} />
        <FormSelect name="channel" label={t("carriers.channel")} hint={t("carriers.channelHint")} options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))} />
        <FormNumberField name="speedPerSecond" label={t("carriers.speed")} min={1} unit={t("carriers.speedUnit")} />
        <FormNumberField name="priority" label={t("carriers.priority")} min={0} max={1000} />
        <FormTextField name="contractNumber" label={t("carriers.contractNumber")} />
        <FormDay name="contractEndsOn" label={t("carriers.contractEnds")} />
      </div>
      <FormCheckbox name="takesOffers" hint={t("carriers.takesOffersHint")}>
        {t("carriers.takesOffers")}
      </FormCheckbox>
      <FormCheckbox name="dryRun" hint={t("carriers.dryRunHint")}>
        {t("carriers.dryRun")}
      </FormCheckbox>
      <FormSelect name="keepsExchanges" label={t("carriers.keepsExchanges")} options={(["all", "troubled", "none"] as const).map((value) => ({ value, label: t(`carriers.keeps.${value}`) }))} />
      <FormTextArea name="settings" label={t("carriers.settings")} rows={3} />
      <FormTextArea name="secrets" label={t("carriers.secretsField")} hint={t("carriers.secretsHint")} rows={2} />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds an account at a carrier. */
export function CreateAccount({ drivers }: Pick<Account, "drivers">) {
  const t = useTranslations("settings.carriers");
  return (
    <DialogButton label={t("create")} title={t("create")} variant="primary" size="md" icon={<Plus aria-hidden size={16} />}>
      {(close) => <AccountForm drivers={drivers} close={close} />}
    </DialogButton>
  );
}

/** Changes an account. */
export function ChangeAccount({ drivers, account }: Required<Account>) {
  const t = useTranslations("settings");
  return (
    <DialogButton label={t("change")} title={t("carriers.changeTitle", { name: account.name })}>
      {(close) => <AccountForm drivers={drivers} account={account} close={close} />}
    </DialogButton>
  );
}

function PriceForm({ accountId, close }: { readonly accountId: string; readonly close: () => void }) {
  const t = useTranslations("settings.carriers");
  const purposes = useTranslations("purpose");
  const form = useActionForm(priceFormSchema, createPriceAction, { defaults: { accountId, purpose: "all", from: "", source: "" }, onDone: close });
  return (
    <ActionForm form={form}>
      <FormSelect
        name="purpose"
        label={t("purpose")}
        options={[{ value: "all", label: t("allPurposes") }, ...PURPOSES.map((value) => ({ value, label: purposes(value) }))]}
      />
      <FormNumberField name="yuan" label={t("price")} min={0} max={100} step={0.0001} format={{ maximumFractionDigits: 6 }} unit={t("yuan")} />
      <FormDay name="from" label={t("from")} />
      <FormTextField name="source" label={t("source")} hint={t("sourceHint")} maxLength={120} isRequired />
      <SubmitButton>{t("addPrice")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds a dated price to an account. */
export function AddPrice({ accountId, name }: { readonly accountId: string; readonly name: string }) {
  const t = useTranslations("settings.carriers");
  return (
    <DialogButton label={t("addPrice")} title={t("addPriceTitle", { name })} variant="secondary">
      {(close) => <PriceForm accountId={accountId} close={close} />}
    </DialogButton>
  );
}
