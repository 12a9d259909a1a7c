"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { ActionForm } from "@/components/form/action-form";
import { FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { IMPORT_FIELDS, REQUIRED_FIELDS, type ImportField } from "@/lib/domain/customer/import-fields";
import { startImportAction } from "../actions";
import { DiscardImport } from "./discard-import";
import { mappingFormSchema, NO_COLUMN } from "./mapping-schema";

type Props = {
  readonly importId: string;
  readonly header: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly mapping: Readonly<Record<string, number | null>>;
  /** Fields whose column was guessed from more than its name. */
  readonly doubtful: readonly string[];
};

const isRequired = (field: ImportField) => (REQUIRED_FIELDS as readonly string[]).includes(field);

/** One line of the form: what Hongyan needs, the column that holds it, and what stands there. */
function FieldRow({ field, header, samples, isDoubtful }: { readonly field: ImportField; readonly header: readonly string[]; readonly samples: Props["samples"]; readonly isDoubtful: boolean }) {
  const t = useTranslations("imports.mapping");
  const fields = useTranslations("importColumns");
  const column = useWatch({ name: `columns.${field}` }) as string;
  const values = column === NO_COLUMN ? [] : [...new Set(samples.map((cells) => cells[Number(column)]?.trim() ?? "").filter((cell) => cell !== ""))].slice(0, 3);
  const options = [{ value: NO_COLUMN, label: fields("unmapped") }, ...header.map((name, index) => ({ value: String(index), label: name.trim() || t("unnamed", { number: index + 1 }) }))];
  return (
    <div className="grid items-start gap-x-6 gap-y-1 py-2.5 sm:grid-cols-[minmax(0,20rem)_1fr]">
      <FormSelect name={`columns.${field}`} label={fields(`fields.${field}`)} options={options} hint={fields(`hints.${field}`)} isRequired={isRequired(field)} />
      <div className="min-w-0 text-sm sm:pt-7">
        {values.length > 0 && <p className="truncate text-muted">{t("holds", { values: values.join(" · ") })}</p>}
        {isDoubtful && column !== NO_COLUMN && <p className="text-warning">{t("doubtful")}</p>}
      </div>
    </div>
  );
}

/** Which column of the file holds what, guessed or remembered, to be confirmed before anything is imported. */
export function MappingForm({ importId, header, samples, mapping, doubtful }: Props) {
  const t = useTranslations("imports.mapping");
  const form = useActionForm(mappingFormSchema, startImportAction, {
    defaults: { importId, columns: Object.fromEntries(IMPORT_FIELDS.map((field) => [field, mapping[field] === null || mapping[field] === undefined ? NO_COLUMN : String(mapping[field])])), tag: "" },
    doneMessage: null,
  });
  return (
    <ActionForm form={form} className="flex flex-col gap-3">
      <div className="divide-y divide-line">
        {IMPORT_FIELDS.map((field) => <FieldRow key={field} field={field} header={header} samples={samples} isDoubtful={doubtful.includes(field)} />)}
      </div>
      <div className="max-w-80">
        <FormTextField name="tag" label={t("tag")} hint={t("tagHint")} maxLength={40} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton>{t("start")}</SubmitButton>
        <DiscardImport importId={importId} />
      </div>
    </ActionForm>
  );
}
