"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useForm } from "react-hook-form";
import { useFailureWords } from "@/components/template/use-failure-words";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { createTemplateSchema } from "@/lib/domain/template/schema";
import { BasicsFields } from "./basics-fields";
import { ComposerBar } from "./composer-bar";
import {
  choosableSignatures,
  signatureText,
  type ComposerRegisters,
  type ComposerTarget,
  type ComposerValues,
} from "./composer-values";
import { ElderPanel, jumpIn, jumpToCharacter } from "./elder-panel";
import { FindingCounts, FindingsPanel } from "./findings-panel";
import { LengthPanel } from "./length-panel";
import { PreviewPanel } from "./preview-panel";
import { TextEditor } from "./text-editor";
import { useCheckedText } from "./use-checked-text";
import { useComposerActions } from "./use-composer-actions";
import { useDraftBackup } from "./use-draft-backup";
import { useUnsavedGuard } from "./use-unsaved-guard";
import { VariableList } from "./variable-list";

type Props = {
  readonly initial: ComposerValues;
  readonly initialTarget: ComposerTarget | null;
  /** It was submitted before: what it is there for stays. */
  readonly isUseFixed?: boolean;
  readonly personId: string;
  readonly registers: ComposerRegisters;
};

/** Text left, phone right, length and findings between: what is written is checked and measured at once. */
export function Composer({ initial, initialTarget, isUseFixed = false, personId, registers }: Props) {
  const t = useTranslations("templates");
  const { ofField } = useFailureWords();
  const form = useForm<ComposerValues>({
    resolver: zodResolver(createTemplateSchema),
    defaultValues: initial,
    mode: "onTouched",
  });
  const { control, formState } = form;
  const areaRef = useRef<HTMLTextAreaElement>(null);
  const { values, plain, elder, price } = useCheckedText(control, registers);
  const { save, submit, failure, isPending, target } = useComposerActions(form, initialTarget, personId);
  useDraftBackup(form, values, { personId, target });
  useUnsavedGuard(formState.isDirty && !isPending, t("composer.leave"));

  // An empty page is no mistake yet.
  const isSpoken = values.channel === "voice";
  const isBlank = values.text.trim() === "";
  const signature = signatureText(registers, values.signatureId);

  const basics = (
    <Panel title={t("composer.basics")}>
      <BasicsFields
        control={control}
        signatures={choosableSignatures(registers)}
        isNew={target === null}
        isUseFixed={isUseFixed}
        words={ofField}
      />
    </Panel>
  );

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        if (!isPending) void save();
      }}
      className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem] xl:grid-cols-[minmax(0,1.25fr)_minmax(20rem,1fr)_18rem]"
    >
      {/* On a phone its panels join the others in one column: the text first, then what is said about it. */}
      <div className="contents lg:flex lg:min-w-0 lg:flex-col lg:gap-4">
        {failure && (
          <div className="max-lg:order-first">
            <Callout tone="danger" role="alert">
              {failure}
            </Callout>
          </div>
        )}
        {target === null && <div className="max-lg:order-1">{basics}</div>}
        <div className="min-w-0 max-lg:order-2">
          <Panel title={t("composer.textPanel")}>
            <TextEditor control={control} name="text" areaRef={areaRef} host={registers.links[0]?.host} words={ofField} />
          </Panel>
        </div>
        <div className="min-w-0 max-lg:order-4">
          <ElderPanel control={control} registers={registers} checked={elder} price={price} words={ofField} />
        </div>
        <div className="min-w-0 max-lg:order-6">
          <Panel title={t("composer.variables")}>
            <VariableList control={control} words={ofField} />
          </Panel>
        </div>
        {target !== null && <div className="max-lg:order-7">{basics}</div>}
      </div>
      <div className="flex min-w-0 flex-col gap-4 max-lg:order-3 lg:max-xl:order-3 lg:max-xl:col-span-2">
        <Panel title={t("meter.title")}>
          <LengthPanel appraisal={plain.appraisal} price={price ?? null} isSpoken={isSpoken} onJump={(character) => jumpToCharacter(areaRef, character)} />
        </Panel>
        <Panel title={t("findings.title")} aside={!isBlank && <FindingCounts findings={plain.findings} />}>
          {isBlank ? (
            <p className="text-muted">{t("findings.blank")}</p>
          ) : (
            <FindingsPanel control={control} findings={plain.findings} onJump={(from, to) => jumpIn(areaRef, from, to)} />
          )}
        </Panel>
      </div>
      <div className="max-lg:order-5 lg:sticky lg:top-16">
        <Panel title={t("preview.title")}>
          <PreviewPanel plain={plain.appraisal} elder={elder?.appraisal ?? null} signature={signature} isSpoken={isSpoken} />
        </Panel>
      </div>
      <ComposerBar
        isBlank={isBlank}
        findings={[...plain.findings, ...(elder?.findings ?? [])]}
        reasons={values.reasons ?? {}}
        isDirty={formState.isDirty}
        isPending={isPending}
        onSubmit={() => void submit()}
      />
    </form>
  );
}
