import { CircleCheck, CircleHelp, CircleX, Hourglass, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { ExactInstant } from "@/components/ui/instant";
import { ownCodeKey } from "@/lib/domain/carrier/own-words";
import type { TestResult, TestView } from "@/lib/domain/providers/test-send";
import { wordOr } from "@/lib/i18n/word-or";

const LOOKS: Readonly<Record<TestView, readonly [LucideIcon, ChipTone]>> = {
  waiting: [Hourglass, "accent"],
  sending: [Hourglass, "accent"],
  not_sent: [CircleX, "warning"],
  accepted: [CircleCheck, "success"],
  refused: [CircleX, "danger"],
  uncertain: [CircleHelp, "warning"],
};

/** What became of a test, in words. */
export function TestAnswer({ result: { view, askedAt, providerMessageId, code, meaning, tookMs } }: { readonly result: TestResult }) {
  const t = useTranslations("settings.carriers.test");
  const [Icon, tone] = LOOKS[view];
  return (
    <div role="status" className="flex flex-col gap-2 rounded-md border border-line p-3">
      <p className="flex flex-wrap items-center gap-2">
        <Chip tone={tone} icon={<Icon aria-hidden />}>
          {t(`state.${view}`)}
        </Chip>
        <span className="text-xs text-muted">
          <ExactInstant at={askedAt} withSeconds /> {tookMs !== null && t("took", { ms: tookMs })}
        </span>
      </p>
      {view === "accepted" && providerMessageId !== "" && (
        <p className="text-sm wrap-anywhere">
          {t("id")} <code>{providerMessageId}</code>
        </p>
      )}
      {meaning !== null && <Meaning code={code} meaning={meaning} />}
      <p className="text-sm text-muted">{t(`next.${view}`)}</p>
    </div>
  );
}

function Meaning({ code, meaning }: { readonly code: string; readonly meaning: NonNullable<TestResult["meaning"]> }) {
  const t = useTranslations("settings.carriers.test");
  const reasons = useTranslations("message.reason");
  const words = useTranslations("message.code");
  // What is to be done after a test is not what is done about a message: the words are the test's own where there are some.
  if (meaning.isOwn) return <p className="text-sm">{wordOr(t, `own.${ownCodeKey(code)}`, wordOr(words, ownCodeKey(code), code))}</p>;
  return (
    <p className="text-sm wrap-anywhere">
      <code>{code}</code> {reasons(meaning.isMapped ? (meaning.class ?? "permanent") : "unmapped")}
      {meaning.words !== "" && <span className="text-muted"> · {meaning.words}</span>}
    </p>
  );
}
