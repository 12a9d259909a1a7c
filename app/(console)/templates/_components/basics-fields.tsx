"use client";

import { useTranslations } from "next-intl";
import { useController, type Control } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { LANGUAGES, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { TEMPLATE_CHANNELS } from "@/lib/domain/template/channel";
import type { ComposerRegisters, ComposerValues } from "./composer-values";
import { UseFields } from "./use-fields";

/** A code in the reader's words. */
export type Words = (code: string | undefined) => string | undefined;

type Props = {
  readonly control: Control<ComposerValues>;
  readonly signatures: ComposerRegisters["signatures"];
  /** Key, purpose, channel and language are fixed once the template exists. */
  readonly isNew: boolean;
  /** What it is there for is fixed from the first submission on. */
  readonly isUseFixed: boolean;
  readonly words: Words;
};

/** Name, key, purpose, channel, language, signature: what is decided before the text. */
export function BasicsFields({ control, signatures, isNew, isUseFixed, words }: Props) {
  const t = useTranslations("templates");
  const purposes = useTranslations("purpose");
  const name = useController({ control, name: "name" });
  const key = useController({ control, name: "key" });
  const purpose = useController({ control, name: "purpose" });
  const productRisk = useController({ control, name: "productRisk" });
  const channel = useController({ control, name: "channel" });
  const language = useController({ control, name: "language" });
  const signatureId = useController({ control, name: "signatureId" });
  const elderFriendly = useController({ control, name: "elderFriendly" });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label={t("composer.name")}
        hint={t("composer.nameHint")}
        isRequired
        maxLength={60}
        value={name.field.value}
        onChange={name.field.onChange}
        onBlur={name.field.onBlur}
        inputRef={name.field.ref}
        error={words(name.fieldState.error?.message)}
      />
      <TextField
        label={t("composer.key")}
        hint={t("composer.keyHint")}
        isRequired
        maxLength={60}
        isReadOnly={!isNew}
        value={key.field.value}
        onChange={key.field.onChange}
        onBlur={key.field.onBlur}
        inputRef={key.field.ref}
        error={words(key.fieldState.error?.message)}
      />
      <Select
        label={t("composer.purpose")}
        hint={t("composer.purposeFixed")}
        isDisabled={!isNew}
        value={purpose.field.value}
        onChange={(chosen) => {
          purpose.field.onChange(chosen);
          // Only an offer has a product.
          if (chosen !== "promotion") productRisk.field.onChange(null);
        }}
        options={PURPOSES.map((value) => ({ value, label: purposes(value) }))}
      />
      <Select
        label={t("composer.channel")}
        hint={t(channel.field.value === "voice" ? "composer.callHint" : "composer.channelFixed")}
        isDisabled={!isNew}
        value={channel.field.value ?? "sms"}
        onChange={channel.field.onChange}
        error={words(channel.fieldState.error?.message)}
        options={TEMPLATE_CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      <UseFields control={control} isFixed={isUseFixed} words={words} />
      <Select
        label={t("composer.language")}
        isDisabled={!isNew}
        value={language.field.value}
        onChange={language.field.onChange}
        options={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
      />
      <Select
        label={t("composer.signature")}
        value={signatureId.field.value}
        onChange={signatureId.field.onChange}
        error={words(signatureId.fieldState.error?.message)}
        options={signatures.map((one) => ({ value: one.id, label: `【${one.text}】` }))}
      />
      <div className="self-end pb-2">
        <Checkbox isSelected={elderFriendly.field.value} onChange={elderFriendly.field.onChange}>
          {t("composer.elderFriendly")}
        </Checkbox>
      </div>
    </div>
  );
}
