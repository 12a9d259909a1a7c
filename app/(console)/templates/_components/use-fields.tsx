"use client";

import { useTranslations } from "next-intl";
import { useController, type Control } from "react-hook-form";
import { Select } from "@/components/ui/select";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { PRODUCT_RISKS, TEMPLATE_USES, type TemplateUse } from "@/lib/domain/template/use";
import type { Words } from "./basics-fields";
import type { ComposerValues } from "./composer-values";

type Props = {
  readonly control: Control<ComposerValues>;
  /** Submitted once: what a template is there for has been decided. */
  readonly isFixed: boolean;
  readonly words: Words;
};

const NO_RISK = "none";

/** What the template is there for, what it asks for, and how risky the product is that it offers. */
export function UseFields({ control, isFixed, words }: Props) {
  const t = useTranslations("templates");
  const purposes = useTranslations("purpose");
  const use = useController({ control, name: "use" });
  const asksFor = useController({ control, name: "asksFor" });
  const risk = useController({ control, name: "productRisk" });
  const purpose = useController({ control, name: "purpose" }).field.value;
  const chooseUse = (chosen: TemplateUse) => {
    use.field.onChange(chosen);
    asksFor.field.onChange(chosen === "consent_request" ? (asksFor.field.value ?? "promotion") : null);
  };
  return (
    <>
      <Select
        label={t("composer.use")}
        hint={t(isFixed ? "composer.useFixed" : `useHint.${use.field.value}`)}
        isDisabled={isFixed}
        value={use.field.value}
        onChange={chooseUse}
        options={TEMPLATE_USES.map((value) => ({ value, label: t(`use.${value}`) }))}
      />
      {use.field.value === "consent_request" && (
        <Select
          label={t("composer.asksFor")}
          isDisabled={isFixed}
          value={asksFor.field.value}
          onChange={asksFor.field.onChange}
          error={words(asksFor.fieldState.error?.message)}
          options={PURPOSES.map((value) => ({ value, label: purposes(value) }))}
        />
      )}
      {purpose === "promotion" && (
        <Select
          label={t("composer.productRisk")}
          hint={t("composer.productRiskHint")}
          isDisabled={isFixed}
          value={risk.field.value === null ? NO_RISK : String(risk.field.value)}
          onChange={(value) => risk.field.onChange(value === NO_RISK ? null : Number(value))}
          error={words(risk.fieldState.error?.message)}
          options={[
            { value: NO_RISK, label: t("risk.none") },
            ...PRODUCT_RISKS.map((level) => ({ value: String(level), label: t(`risk.${level}`) })),
          ]}
        />
      )}
    </>
  );
}
