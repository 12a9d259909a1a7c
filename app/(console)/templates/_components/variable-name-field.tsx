"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { VARIABLE_NAME } from "@/lib/domain/template/variable";

type Props = {
  readonly name: string;
  /** Names of the other variables: a name stands for one of them only. */
  readonly others: readonly string[];
  readonly isUsed: boolean;
  readonly onRename: (name: string) => void;
  readonly words: (code: string | undefined) => string | undefined;
};

/** A variable's name. It takes effect when the field is left: half a name could be another variable's. */
export function VariableNameField({ name, others, isUsed, onRename, words }: Props) {
  const t = useTranslations("templates");
  const [typed, setTyped] = useState(name);
  const fault = !VARIABLE_NAME.test(typed)
    ? "variable.name_malformed"
    : others.includes(typed)
      ? "template.variable_twice"
      : undefined;
  return (
    <TextField
      label={t("composer.variableName")}
      value={typed}
      maxLength={30}
      onChange={setTyped}
      error={words(fault)}
      hint={isUsed ? undefined : t("composer.unused")}
      onBlur={() => (fault === undefined ? typed !== name && onRename(typed) : setTyped(name))}
    />
  );
}
