"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { ActionForm } from "@/components/form/action-form";
import { FormCombobox, FormNumberField, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import type { Option } from "@/components/ui/option";
import { createRouteSchema } from "@/lib/domain/routes/schema";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { DialogButton } from "../../_components/dialog-button";
import { createRouteAction } from "../actions";

type Props = {
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly channel: string }[];
  readonly branches: readonly Option[];
};

function AccountOfChannel({ accounts }: Pick<Props, "accounts">) {
  const t = useTranslations("routes");
  const channel: unknown = useWatch({ name: "channel" });
  return (
    <FormSelect
      name="accountId"
      label={t("account")}
      options={accounts.filter((one) => one.channel === channel).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

function CreateForm({ accounts, branches, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("routes");
  const words = useTranslations("settings");
  const purposes = useTranslations("purpose");
  const form = useActionForm(createRouteSchema, createRouteAction, {
    defaults: {
      channel: "sms",
      purpose: "all",
      country: "",
      prefix: "",
      branchId: null,
      accountId: "",
      rank: 100,
      weight: 1,
    },
    doneMessage: t("created"),
    onDone: close,
  });
  return (
    <ActionForm form={form}>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormSelect
          name="channel"
          label={t("channel")}
          options={CHANNELS.map((value) => ({ value, label: words(`channel.${value}`) }))}
        />
        <FormSelect
          name="purpose"
          label={t("purpose")}
          options={[{ value: "all", label: t("any") }, ...PURPOSES.map((value) => ({ value, label: purposes(value) }))]}
        />
        <FormTextField name="country" label={t("country")} hint={t("countryHint")} maxLength={2} />
        <FormTextField name="prefix" label={t("prefix")} hint={t("prefixHint")} maxLength={10} inputMode="numeric" />
      </div>
      <FormCombobox name="branchId" label={t("branch")} hint={t("branchHint")} options={branches} />
      <AccountOfChannel accounts={accounts} />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormNumberField name="rank" label={t("rank")} hint={t("rankHint")} min={0} max={1000} />
        <FormNumberField name="weight" label={t("weight")} hint={t("weightHint")} min={1} max={1000} />
      </div>
      <SubmitButton>{t("create")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds a route. */
export function CreateRoute(props: Props) {
  const t = useTranslations("routes");
  return (
    <DialogButton
      label={t("create")}
      title={t("create")}
      variant="primary"
      size="md"
      icon={<Plus aria-hidden size={16} />}
    >
      {(close) => <CreateForm {...props} close={close} />}
    </DialogButton>
  );
}
