"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { useController, type Control } from "react-hook-form";
import { TextArea } from "@/components/ui/text-area";
import { insertPlaceholder, newVariable } from "@/lib/domain/template/new-variable";
import { VARIABLE_KINDS, type VariableKind } from "@/lib/domain/template/variable";
import type { ComposerValues } from "./composer-values";

type Props = {
  readonly control: Control<ComposerValues>;
  /** Which of the two texts. */
  readonly name: "text" | "elderText";
  readonly areaRef: RefObject<HTMLTextAreaElement | null>;
  /** A registered host, so that a new link variable has a sample that passes. */
  readonly host: string | undefined;
  readonly words: (code: string | undefined) => string | undefined;
};

const CHIP =
  "inline-flex h-7 items-center gap-1 rounded-md border border-line bg-surface-secondary px-2 text-xs hover:border-accent";

/** The text, with buttons that put variables where the cursor is. */
export function TextEditor({ control, name, areaRef, host, words }: Props) {
  const t = useTranslations("templates");
  const text = useController({ control, name });
  const written = text.field.value ?? "";
  const variables = useController({ control, name: "variables" });
  const language = useController({ control, name: "language" }).field.value;
  const isSpoken = useController({ control, name: "channel" }).field.value === "voice";
  const declared = variables.field.value;

  const insert = (variable: string) => {
    const area = areaRef.current;
    const from = area?.selectionStart ?? written.length;
    const after = insertPlaceholder(written, variable, from, area?.selectionEnd ?? from);
    text.field.onChange(after.text);
    // Once React has written the value, or the browser would put the cursor at the end.
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(after.cursor, after.cursor);
    });
  };
  const add = (kind: VariableKind) => {
    const variable = newVariable(
      { kind, label: t(`kind.${kind}`), language, host },
      declared.map((one) => one.name),
    );
    variables.field.onChange([...declared, variable]);
    insert(variable.name);
  };

  return (
    <div className="flex flex-col gap-3">
      <TextArea
        label={t(isSpoken && name === "text" ? "composer.spokenText" : `composer.${name}`)}
        hint={t(`composer.${name}Hint`)}
        rows={name === "text" ? 7 : 4}
        maxLength={1000}
        areaRef={areaRef}
        value={written}
        onChange={text.field.onChange}
        onBlur={text.field.onBlur}
        error={words(text.fieldState.error?.message)}
      />
      <div role="group" aria-label={t(name === "text" ? "composer.insert" : "composer.insertElder")} className="flex flex-wrap items-center gap-1.5">
        <span className="mr-1 text-xs text-muted">{t("composer.insert")}</span>
        {declared.map((variable) => (
          <button
            key={variable.name}
            type="button"
            className={`${CHIP} border-accent text-accent`}
            onClick={() => insert(variable.name)}
            aria-label={t("composer.insertExisting", { label: variable.label })}
          >
            {variable.label}
          </button>
        ))}
        {VARIABLE_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className={`${CHIP} border-dashed`}
            onClick={() => add(kind)}
            aria-label={t("composer.addKind", { kind: t(`kind.${kind}`) })}
          >
            <Plus aria-hidden size={12} />
            {t(`kind.${kind}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
