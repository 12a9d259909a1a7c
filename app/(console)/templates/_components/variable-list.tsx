"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useController, useFormState, type Control } from "react-hook-form";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { renamePlaceholder } from "@/lib/domain/template/new-variable";
import { parsePlaceholders } from "@/lib/domain/template/placeholders";
import { lengthLimit, VARIABLE_KINDS, type VariableKind } from "@/lib/domain/template/variable";
import type { ComposerValues } from "./composer-values";
import { VariableNameField } from "./variable-name-field";

type Variable = ComposerValues["variables"][number];
type Props = {
  readonly control: Control<ComposerValues>;
  readonly words: (code: string | undefined) => string | undefined;
};

const SIZED: readonly VariableKind[] = ["name", "code", "link", "text"];

/** Empty stands for what is usual for the kind; what is no number is dropped as it is typed. */
function withLength({ maxLength: _before, ...variable }: Variable, typed: string): Variable {
  const digits = typed.replace(/\D/g, "");
  return digits === "" ? variable : { ...variable, maxLength: Number(digits) };
}

/** Settings of each variable: what it is called, what may stand in it, how long at most, and an example. */
export function VariableList({ control, words }: Props) {
  const t = useTranslations("templates");
  const text = useController({ control, name: "text" });
  const elderText = useController({ control, name: "elderText" });
  const { field } = useController({ control, name: "variables" });
  const { errors } = useFormState({ control, name: "variables" });
  const used = new Set(parsePlaceholders(`${text.field.value}\n${elderText.field.value ?? ""}`).names);
  const put = (index: number, variable: Variable) =>
    field.onChange(field.value.map((one, at) => (at === index ? variable : one)));
  const rename = (index: number, before: Variable, name: string) => {
    text.field.onChange(renamePlaceholder(text.field.value, before.name, name));
    if (elderText.field.value !== null)
      elderText.field.onChange(renamePlaceholder(elderText.field.value, before.name, name));
    put(index, { ...before, name });
  };

  if (field.value.length === 0) return <p className="text-sm text-muted">{t("composer.noVariables")}</p>;
  return (
    <ul className="@container flex flex-col divide-y divide-line">
      {field.value.map((variable, index) => {
        const faults = errors.variables?.[index];
        return (
          <li key={variable.name} className="py-3 first:pt-0 last:pb-0">
            <fieldset className="grid items-start gap-x-3 gap-y-2 grid-cols-2 @sm:grid-cols-3 @2xl:grid-cols-[1fr_1fr_7.5rem_4.5rem_1.1fr_auto]">
              <legend className="sr-only">{t("composer.settingsOf", { label: variable.label })}</legend>
              <TextField
                label={t("composer.variableLabel")}
                value={variable.label}
                maxLength={30}
                onChange={(label) => put(index, { ...variable, label })}
                error={words(faults?.label?.message)}
              />
              <VariableNameField
                name={variable.name}
                others={field.value.filter((_, at) => at !== index).map((one) => one.name)}
                isUsed={used.has(variable.name)}
                onRename={(name) => rename(index, variable, name)}
                words={words}
              />
              <Select
                label={t("composer.variableKind")}
                value={variable.kind}
                options={VARIABLE_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
                onChange={(kind) =>
                  put(index, { name: variable.name, label: variable.label, sample: variable.sample, kind })
                }
              />
              {SIZED.includes(variable.kind) ? (
                <TextField
                  label={t("composer.maxLength")}
                  inputMode="numeric"
                  maxLength={3}
                  value={variable.maxLength === undefined ? "" : String(variable.maxLength)}
                  placeholder={String(lengthLimit(variable))}
                  onChange={(typed) => put(index, withLength(variable, typed))}
                  error={words(faults?.maxLength?.message)}
                />
              ) : (
                <span className="hidden @2xl:block" />
              )}
              <TextField
                label={t("composer.sample")}
                value={variable.sample}
                maxLength={200}
                onChange={(sample) => put(index, { ...variable, sample })}
                error={words(faults?.sample?.message)}
              />
              <div className="self-end">
                <IconButton
                  label={t("composer.remove", { label: variable.label })}
                  icon={<Trash2 aria-hidden size={16} />}
                  onPress={() => field.onChange(field.value.filter((_, at) => at !== index))}
                />
              </div>
            </fieldset>
          </li>
        );
      })}
    </ul>
  );
}
