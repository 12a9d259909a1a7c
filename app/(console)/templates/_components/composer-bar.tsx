"use client";

import { Save, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { hasErrors, unansweredWarnings } from "@/lib/domain/check/check-text";
import type { Finding } from "@/lib/domain/check/finding";

type Props = {
  readonly isBlank: boolean;
  readonly findings: readonly Finding[];
  readonly reasons: Readonly<Record<string, string>>;
  readonly isDirty: boolean;
  readonly isPending: boolean;
  readonly onSubmit: () => void;
};

/** Stays in sight: what submitting will do or what still stands in its way, and the two buttons. */
export function ComposerBar({ isBlank, findings, reasons, isDirty, isPending, onSubmit }: Props) {
  const t = useTranslations("templates.composer");
  const blocked = hasErrors(findings);
  const unanswered = unansweredWarnings(findings, reasons).length;
  const hint = isBlank
    ? t("blankHint")
    : blocked
      ? t("errorsHint", { count: findings.filter((one) => one.severity === "error").length })
      : unanswered > 0
        ? t("reasonsHint", { count: unanswered })
        : t("readyHint");
  return (
    <div className="panel sticky bottom-2 z-10 order-last col-span-full flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 shadow-md">
      <div aria-live="polite" className="min-w-0 flex-1 basis-56 text-sm">
        <p className={isBlank ? "text-muted" : blocked ? "text-danger" : unanswered > 0 ? "text-warning" : ""}>
          {hint}
        </p>
        <p className="text-xs text-muted">
          {isDirty ? t("unsaved") : t("savedAll")} · {t("shortcut")}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" isPending={isPending} icon={<Save aria-hidden size={16} />}>
          {t("save")}
        </Button>
        <Button
          variant="primary"
          isDisabled={blocked || unanswered > 0}
          isPending={isPending}
          onPress={onSubmit}
          icon={<Send aria-hidden size={16} />}
        >
          {t("submit")}
        </Button>
      </div>
    </div>
  );
}
