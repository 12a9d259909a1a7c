"use client";

import { useTranslations } from "next-intl";
import { useRef, type RefObject } from "react";
import { useController, type Control } from "react-hook-form";
import { Panel } from "@/components/ui/panel";
import { Switch } from "@/components/ui/switch";
import type { Words } from "./basics-fields";
import type { ComposerRegisters, ComposerValues } from "./composer-values";
import { FindingCounts, FindingsPanel } from "./findings-panel";
import { LengthPanel } from "./length-panel";
import { TextEditor } from "./text-editor";
import type { CheckedText } from "./use-checked-text";

type Props = {
  readonly control: Control<ComposerValues>;
  readonly registers: ComposerRegisters;
  readonly checked: CheckedText["elder"];
  readonly price: CheckedText["price"];
  readonly words: Words;
};

/** Selects a place in a text area, so that the writer sees it. */
export function jumpIn(areaRef: RefObject<HTMLTextAreaElement | null>, from: number, to: number): void {
  areaRef.current?.focus();
  areaRef.current?.setSelectionRange(from, to);
}

/** Selects the first place of a character in a text area. */
export function jumpToCharacter(areaRef: RefObject<HTMLTextAreaElement | null>, character: string): void {
  const at = areaRef.current?.value.indexOf(character) ?? -1;
  if (at !== -1) jumpIn(areaRef, at, at + character.length);
}

/** A text of their own for customers who get elder-friendly ones, with its own meter and findings. */
export function ElderPanel({ control, registers, checked, price, words }: Props) {
  const t = useTranslations("templates");
  const { field } = useController({ control, name: "elderText" });
  const wholeIsElderFriendly = useController({ control, name: "elderFriendly" }).field.value;
  const isSpoken = useController({ control, name: "channel" }).field.value === "voice";
  const areaRef = useRef<HTMLTextAreaElement>(null);
  // Switched off by mistake, it comes back as it was.
  const lastRef = useRef(field.value ?? "");
  const isOn = field.value !== null;
  const isBlank = (field.value ?? "").trim() === "";
  const turn = (on: boolean) => {
    if (!on) lastRef.current = field.value ?? "";
    field.onChange(on ? lastRef.current : null);
  };
  return (
    <Panel title={t("composer.elderPanel")} aside={isOn && !isBlank && checked && <FindingCounts findings={checked.findings} />}>
      <div className="flex flex-col gap-4">
        <Switch
          isSelected={isOn}
          onChange={turn}
          isDisabled={wholeIsElderFriendly && !isOn}
          hint={t(wholeIsElderFriendly && !isOn ? "composer.elderNeedless" : "composer.elderHint")}
        >
          {t("composer.elderSwitch")}
        </Switch>
        {isOn && (
          <>
            <TextEditor control={control} name="elderText" areaRef={areaRef} host={registers.links[0]?.host} words={words} />
            {checked && (
              <LengthPanel
                appraisal={checked.appraisal}
                price={price ?? null}
                isSpoken={isSpoken}
                onJump={(character) => jumpToCharacter(areaRef, character)}
              />
            )}
            {checked && !isBlank && (
              <FindingsPanel
                control={control}
                findings={checked.findings}
                onJump={(from, to) => jumpIn(areaRef, from, to)}
              />
            )}
          </>
        )}
      </div>
    </Panel>
  );
}
