"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PhonePreview } from "@/components/message/phone-preview";
import { RadioGroup } from "@/components/ui/radio-group";
import { EXTREMES, type Appraisal, type Extreme } from "@/lib/domain/template/appraise";

const READERS = ["plain", "elder"] as const;

type Props = {
  readonly plain: Appraisal;
  /** Null: everybody gets the same text. */
  readonly elder: Appraisal | null;
  readonly signature: string;
  /** A call reads the text out: there is nothing to show on a phone. */
  readonly isSpoken: boolean;
};

/** What a customer's phone will show, of either text, with values of the writer's choice. */
export function PreviewPanel({ plain, elder, signature, isSpoken }: Props) {
  const t = useTranslations("templates.preview");
  const [reader, setReader] = useState<(typeof READERS)[number]>("plain");
  const appraisal = reader === "elder" && elder !== null ? elder : plain;
  const [extreme, setExtreme] = useState<Extreme>("sample");
  return (
    <div className="flex flex-col gap-3">
      {elder !== null && (
        <RadioGroup
          label={t("reader")}
          look="row"
          value={reader}
          onChange={setReader}
          options={READERS.map((value) => ({ value, label: t(`readers.${value}`) }))}
        />
      )}
      <RadioGroup
        label={t("which")}
        look="row"
        value={extreme}
        onChange={setExtreme}
        options={EXTREMES.map((value) => ({ value, label: t(value) }))}
      />
      {isSpoken ? (
        <figure className="flex flex-col gap-1">
          <figcaption className="text-xs text-muted">{t("spoken")}</figcaption>
          <blockquote className="rounded-md border border-line bg-surface p-3 text-lg leading-relaxed wrap-anywhere">{appraisal.renderings[extreme].text}</blockquote>
        </figure>
      ) : (
        <PhonePreview
          sender={signature}
          messages={[{ id: `${reader}-${extreme}`, text: appraisal.renderings[extreme].text, from: "bank" }]}
        />
      )}
    </div>
  );
}
