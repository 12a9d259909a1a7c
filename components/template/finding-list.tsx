import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { reasonKey, type Finding } from "@/lib/domain/check/finding";
import { FindingWords } from "./finding-words";

type Props = {
  readonly findings: readonly Finding[];
  /** What stands under a finding: a reason to write or to read, a way to its place. `isFirst`: of its rule in its text. */
  readonly under?: (finding: Finding, isFirst: boolean) => ReactNode;
};

/** Everything that the content check says of a text, errors first. */
export function FindingList({ findings, under }: Props) {
  const t = useTranslations("templates.findings");
  if (findings.length === 0) {
    return (
      <p className="flex gap-2.5">
        <CircleCheck aria-hidden size={17} className="mt-0.5 shrink-0 text-success" />
        <span>
          <span className="font-medium">{t("none")}</span> <span className="text-sm text-muted">{t("noneText")}</span>
        </span>
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-4">
      {findings.map((finding, index) => (
        <li key={`${reasonKey(finding)}-${finding.from}-${index}`}>
          <FindingWords finding={finding}>
            {under?.(finding, findings.findIndex((one) => reasonKey(one) === reasonKey(finding)) === index)}
          </FindingWords>
        </li>
      ))}
    </ul>
  );
}
