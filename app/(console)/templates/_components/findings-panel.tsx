"use client";

import { useTranslations } from "next-intl";
import { useController, type Control } from "react-hook-form";
import { FindingList } from "@/components/template/finding-list";
import { TextField } from "@/components/ui/text-field";
import { reasonKey, type Finding } from "@/lib/domain/check/finding";
import type { ComposerValues } from "./composer-values";

type Props = {
  readonly control: Control<ComposerValues>;
  readonly findings: readonly Finding[];
  readonly onJump: (from: number, to: number) => void;
};

/** Findings as one types: each leads to its place, each warning takes the reason that the reviewer will see. */
export function FindingsPanel({ control, findings, onJump }: Props) {
  const t = useTranslations("templates.findings");
  const { field } = useController({ control, name: "reasons" });
  const reasons = field.value ?? {};
  return (
    <FindingList
      findings={findings}
      under={(finding, isFirst) => (
        <div className="mt-1.5 flex flex-col items-start gap-2">
          {finding.to > finding.from && (
            <button
              type="button"
              className="prose-link min-h-6 text-sm"
              onClick={() => onJump(finding.from, finding.to)}
            >
              {t("jump")}
            </button>
          )}
          {finding.severity === "warning" && isFirst && (
            <TextField
              label={t("reason")}
              maxLength={300}
              value={reasons[reasonKey(finding)] ?? ""}
              hint={t("reasonShort")}
              onChange={(reason) => field.onChange({ ...reasons, [reasonKey(finding)]: reason })}
            />
          )}
        </div>
      )}
    />
  );
}

/** How many errors and warnings there are, for the head of a panel. */
export function FindingCounts({ findings }: Pick<Props, "findings">) {
  const t = useTranslations("templates.findings");
  const errors = findings.filter((one) => one.severity === "error").length;
  const warnings = findings.length - errors;
  return (
    <span aria-live="polite" className="flex gap-3 text-xs">
      {errors > 0 && <span className="font-medium text-danger">{t("errors", { count: errors })}</span>}
      {warnings > 0 && <span className="font-medium text-warning">{t("warnings", { count: warnings })}</span>}
    </span>
  );
}
