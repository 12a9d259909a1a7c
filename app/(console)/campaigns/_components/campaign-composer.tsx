"use client";

import { useRouter } from "next/navigation";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { PhonePreview } from "@/components/message/phone-preview";
import { useFailureWords } from "@/components/template/use-failure-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { MultiSelect } from "@/components/ui/multi-select";
import { NativeSelect } from "@/components/ui/native-select";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { toCampaignInput, type ComposerValues } from "@/lib/domain/campaign/composer";
import { ASSESSMENT_MAX, CUSTOMER_FIELDS, FAMILY_MAX, type CreateCampaign, type ValueSource } from "@/lib/domain/campaign/schema";
import type { ActionFailure, ActionResult } from "@/lib/domain/shared/action-result";
import { LANGUAGES, type Language, type Purpose } from "@/lib/domain/shared/vocabulary";
import { sampleRendering } from "@/lib/domain/template/extremes";
import type { TemplateVariable } from "@/lib/domain/template/variable";

export type ComposerVersion = {
  readonly id: string; readonly label: string; readonly purpose: Purpose; readonly language: Language; readonly signature: string; readonly text: string; readonly elderText: string | null; readonly variables: readonly TemplateVariable[];
};
type Choice = { readonly value: string; readonly label: string };

type Props = {
  readonly title: string;
  readonly versions: readonly ComposerVersion[];
  readonly branches: readonly Choice[];
  readonly kinds: readonly string[];
  readonly products: readonly string[];
  readonly tags: readonly string[];
  /** Families that campaigns of the branch belong to. */
  readonly families: readonly string[];
  readonly lists: readonly { readonly id: string; readonly label: string; readonly columns: readonly string[] }[];
  readonly initial: ComposerValues;
  /** Id of the campaign that is changed; absent for a new one. */
  readonly campaignId?: string;
  readonly save: (input: CreateCampaign) => Promise<ActionResult<{ id?: string }>>;
};

const COLUMN = "column:";
const choiceOf = (source: ValueSource) => (source.from === "customer" ? source.field : source.from === "column" ? `${COLUMN}${source.column}` : "constant");

function sourceFrom(choice: string): ValueSource {
  if (choice === "constant") return { from: "constant", value: "" };
  if (choice.startsWith(COLUMN)) return { from: "column", column: choice.slice(COLUMN.length) };
  return { from: "customer", field: choice as (typeof CUSTOMER_FIELDS)[number] };
}

const asChoices = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));

/** Template, audience, values and schedule of a campaign; nothing is sent from here. */
export function CampaignComposer({ title, versions, branches, kinds, products, tags, families, lists, initial, campaignId, save }: Props) {
  const t = useTranslations("campaigns.composer");
  const languages = useTranslations("templates.language");
  const words = useFailureWords();
  const router = useRouter();
  const [values, setValues] = useState(initial);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [isPending, startTransition] = useTransition();
  const set = (change: Partial<ComposerValues>) => setValues((before) => ({ ...before, ...change }));
  const version = versions.find((one) => one.id === values.templateVersionId);
  const fieldError = (name: string) => words.ofField(failure?.fields?.[name]?.[0]);

  const submit = () =>
    startTransition(async () => {
      setFailure(null);
      const result = await save(toCampaignInput(values));
      if (!result.ok) return setFailure(result.error);
      router.push(`/campaigns/${campaignId ?? result.value.id ?? ""}` as Route);
      router.refresh();
    });

  const columns = lists.find((list) => list.id === values.listId)?.columns ?? [];
  const sourceOf = (name: string): ValueSource => values.bindings[name] ?? { from: "constant", value: "" };
  const bind = (name: string, source: ValueSource) => set({ bindings: { ...values.bindings, [name]: source } });
  return (
    <form onSubmit={(event) => { event.preventDefault(); submit(); }} className="flex flex-col gap-4">
      <h1 className="text-xl font-semibold">{title}</h1>
      {failure && <Callout tone="danger" role="alert" title={words.ofFailure(failure)} />}
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel>
            <div className="flex flex-col gap-3">
              <TextField label={t("name")} value={values.name} onChange={(name) => set({ name })} error={fieldError("name")} maxLength={100} />
              <TextField label={t("family")} hint={t("familyHint")} value={values.family} onChange={(family) => set({ family })} error={fieldError("family")} maxLength={FAMILY_MAX} suggestions={families} />
              <Select label={t("template")} placeholder={t("chooseTemplate")} value={values.templateVersionId || null} onChange={(templateVersionId) => set({ templateVersionId, bindings: {} })} error={fieldError("templateVersionId")} options={versions.map((one) => ({ value: one.id, label: one.label }))} />
            </div>
          </Panel>
          <Panel title={t("audience")}>
            <div className="flex flex-col gap-3">
              <p className="text-sm text-muted">{t("audienceHint")}</p>
              <div className="grid gap-3 sm:grid-cols-2">
                <MultiSelect label={t("branches")} options={branches} values={values.branches} onChange={(list) => set({ branches: list })} />
                <MultiSelect label={t("kinds")} options={asChoices(kinds)} values={values.kinds} onChange={(list) => set({ kinds: list })} />
                <MultiSelect label={t("products")} options={asChoices(products)} values={values.products} onChange={(list) => set({ products: list })} />
                <MultiSelect label={t("tags")} options={asChoices(tags)} values={values.tags} onChange={(list) => set({ tags: list })} />
                <NativeSelect label={t("list")} hint={t("listHint")} name="list" value={values.listId} onChange={(listId) => set({ listId })} options={[{ value: "", label: t("noList") }, ...lists.map((list) => ({ value: list.id, label: list.label }))]} />
                <NativeSelect label={t("language")} name="language" value={values.language} onChange={(language) => set({ language })} options={[{ value: "", label: t("anyLanguage") }, ...LANGUAGES.map((value) => ({ value, label: languages(value) }))]} />
                <TextField label={t("notContacted")} inputMode="numeric" value={values.notContactedSinceDays} onChange={(notContactedSinceDays) => set({ notContactedSinceDays })} error={fieldError("audience.notContactedSinceDays")} />
                <TextField label={t("ageFrom")} inputMode="numeric" value={values.ageFrom} onChange={(ageFrom) => set({ ageFrom })} error={fieldError("audience.ageFrom")} />
                <TextField label={t("ageTo")} inputMode="numeric" value={values.ageTo} onChange={(ageTo) => set({ ageTo })} error={fieldError("audience.ageTo")} />
              </div>
              <Checkbox isSelected={values.usesScore} onChange={(usesScore) => set({ usesScore })} hint={t("usesScoreHint")}>{t("usesScore")}</Checkbox>
              {values.usesScore && <TextField label={t("assessment")} hint={t("assessmentHint")} value={values.assessment} onChange={(assessment) => set({ assessment })} error={fieldError("assessment")} maxLength={ASSESSMENT_MAX} />}
            </div>
          </Panel>
          {version && version.variables.length > 0 && (
            <Panel title={t("values")}>
              <div className="flex flex-col gap-3">
                <p className="text-sm text-muted">{t("valuesHint")}</p>
                {version.variables.map((variable) => {
                  const source = sourceOf(variable.name);
                  const fields = { name: t("fromName"), number: t("fromNumber"), branch: t("fromBranch"), phoneLastFour: t("fromLastFour") };
                  return (
                    <div key={variable.name} className="grid gap-2 sm:grid-cols-2">
                      <NativeSelect label={variable.label} name={variable.name} value={choiceOf(source)} onChange={(choice) => bind(variable.name, sourceFrom(choice))} options={[{ value: "constant", label: t("constant") }, ...CUSTOMER_FIELDS.map((field) => ({ value: field, label: fields[field] })), ...columns.map((column) => ({ value: `${COLUMN}${column}`, label: t("fromColumn", { column }) }))]} />
                      {source.from === "constant" && <TextField label={t("constant")} value={source.value} placeholder={variable.sample} onChange={(value) => bind(variable.name, { from: "constant", value })} error={fieldError(`bindings.${variable.name}.value`)} />}
                    </div>
                  );
                })}
              </div>
            </Panel>
          )}
          <Panel title={t("schedule")}>
            <div className="grid gap-3 sm:grid-cols-3">
              <label className="flex flex-col gap-1 text-sm font-medium">{t("startAt")}<input type="datetime-local" className="native-field font-normal" value={values.startAt} onChange={(event) => set({ startAt: event.target.value })} /></label>
              <TextField label={t("speed")} inputMode="numeric" value={values.speedLimit} onChange={(speedLimit) => set({ speedLimit })} error={fieldError("speedLimit")} />
              <TextField label={t("budget")} inputMode="decimal" value={values.budgetYuan} onChange={(budgetYuan) => set({ budgetYuan })} error={fieldError("budgetYuan")} />
            </div>
          </Panel>
          <div><Button type="submit" variant="primary" isPending={isPending}>{t("save")}</Button></div>
        </div>
        {version && (
          <aside aria-label={t("preview")} className="flex flex-col gap-4 lg:sticky lg:top-16">
            <PhonePreview sender={version.signature} messages={[{ id: version.id, from: "bank", text: sampleRendering(version) }]} isCompact />
            {version.elderText !== null && (
              <section>
                <h2 className="mb-1 text-sm font-medium">{t("elderPreview")}</h2>
                <PhonePreview sender={version.signature} messages={[{ id: `${version.id}-elder`, from: "bank", text: sampleRendering({ ...version, text: version.elderText }) }]} isCompact />
              </section>
            )}
          </aside>
        )}
      </div>
    </form>
  );
}
