"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PhonePreview } from "@/components/message/phone-preview";
import { RadioGroup } from "@/components/ui/radio-group";
import { EXTREMES, type Appraisal, type Extreme } from "@/lib/domain/template/appraise";

/** What a customer's phone will show, with values of the writer's choice. */
export function PreviewPanel({ appraisal, signature }: { readonly appraisal: Appraisal; readonly signature: string }) {
  const t = useTranslations("templates.preview");
  const [extreme, setExtreme] = useState<Extreme>("sample");
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label={t("which")}
        look="row"
        value={extreme}
        onChange={setExtreme}
        options={EXTREMES.map((value) => ({ value, label: t(value) }))}
      />
      <PhonePreview
        sender={signature}
        messages={[{ id: extreme, text: appraisal.renderings[extreme].text, from: "bank" }]}
      />
    </div>
  );
}
