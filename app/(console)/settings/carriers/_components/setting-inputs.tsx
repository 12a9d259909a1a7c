"use client";

import { useTranslations } from "next-intl";
import { FormCheckbox, FormNumberField, FormSelect, FormTextArea, FormTextField } from "@/components/form/fields";
import type { SettingField } from "@/lib/domain/carrier/setting-fields";
import { wordOr } from "@/lib/i18n/word-or";

type Props = {
  readonly driver: string;
  /** Under which name the form keeps the values. */
  readonly part: "settings" | "secrets";
  readonly fields: readonly SettingField[];
  /** Names of the secrets that are stored. */
  readonly stored?: readonly string[];
};

/** Inputs for a driver's own settings or secrets, made from its schema; what has no plain input is typed as JSON. */
export function SettingInputs({ driver, part, fields, stored = [] }: Props) {
  const t = useTranslations("settings.carriers");
  // The same name may mean another thing to another protocol.
  const label = (name: string) => wordOr(t, `setting.${driver}_${name}`, wordOr(t, `setting.${name}`, name));
  const hintOf = ({ name, standard, isRequired }: SettingField) => {
    if (part === "secrets") return stored.includes(name) ? t("form.secretStored") : isRequired ? t("form.secretMissing") : t("form.secretOptional");
    if (standard !== null && standard !== "") return t("form.standard", { value: standard });
    return isRequired ? undefined : t("form.optional");
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {fields.map((field) => {
        const common = { name: `${part}.${field.name}`, label: label(field.name), hint: hintOf(field) };
        if (field.kind === "boolean")
          return (
            <div key={field.name} className="sm:pt-6">
              <FormCheckbox name={common.name}>{common.label}</FormCheckbox>
            </div>
          );
        if (field.kind === "number") return <FormNumberField key={field.name} {...common} min={field.min ?? undefined} max={field.max ?? undefined} format={{ useGrouping: false, maximumFractionDigits: field.isWhole ? 0 : 6 }} step={field.isWhole ? 1 : 0.001} />;
        if (field.kind === "choice") return <FormSelect key={field.name} {...common} options={[...(field.isRequired ? [] : [{ value: "", label: t("form.asStandard") }]), ...field.choices.map((value) => ({ value, label: value }))]} />;
        if (field.kind === "json" || /authority|privatekey|certificate/i.test(field.name))
          return (
            <div key={field.name} className="sm:col-span-2">
              <FormTextArea {...common} label={field.kind === "json" ? t("form.jsonLabel", { label: common.label }) : common.label} rows={3} />
            </div>
          );
        return <FormTextField key={field.name} {...common} type={part === "secrets" ? "password" : "text"} autoComplete={part === "secrets" ? "new-password" : "off"} isRequired={part === "settings" && field.isRequired} />;
      })}
    </div>
  );
}
