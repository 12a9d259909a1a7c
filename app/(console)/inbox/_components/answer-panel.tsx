import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { Disclosure } from "@/components/ui/disclosure";
import { Panel } from "@/components/ui/panel";
import { ANSWER_PLACE, labelled } from "@/lib/domain/reply/answer";
import { ANSWER_VARIABLE } from "@/lib/domain/template/use";
import { lengthLimit } from "@/lib/domain/template/variable";
import { formatInstant } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";
import type { AnswerTemplate } from "@/lib/server/inbound/answer-templates";
import type { Thread } from "@/lib/server/inbound/thread";
import { FreeAnswerForm, QuickAnswerForm } from "./answer-forms";

type Props = { readonly thread: Pick<Thread, "id" | "unanswerable" | "answerUntil">; readonly nameMasked: string; readonly quick: readonly AnswerTemplate[]; readonly frames: readonly AnswerTemplate[] };

const mostOf = (frame: AnswerTemplate) => {
  const variable = frame.variables.find(({ name }) => name === ANSWER_VARIABLE);
  return variable ? lengthLimit(variable) : 0;
};

/** Answering a customer: with an approved text or in one's own words, or why it cannot be done any more. */
export function AnswerPanel({ thread, nameMasked, quick, frames }: Props) {
  const t = useTranslations("inbox.answer");
  const errors = useTranslations("errors.inbound");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  if (thread.unanswerable !== null) {
    return (
      <Panel title={t("title")}>
        <Callout tone="info">{errors(thread.unanswerable)}</Callout>
      </Panel>
    );
  }
  return (
    <Panel title={t("title")} description={t("until", { at: formatInstant(thread.answerUntil, locale, timeZone) })}>
      <div className="flex flex-col gap-4">
        {quick.length === 0 ? <p className="text-sm text-muted">{t("noQuick")}</p> : <QuickAnswerForm inboundId={thread.id} choices={quick.map(({ key, name, text, variables }) => ({ key, name, text: labelled(text, variables, { name: nameMasked }) }))} />}
        {frames.length === 0 ? (
          <p className="text-sm text-muted">{t("noFrame")}</p>
        ) : (
          <Disclosure summary={t("own")}>
            <FreeAnswerForm inboundId={thread.id} frames={frames.map((frame) => ({ key: frame.key, name: frame.name, text: labelled(frame.text, frame.variables, { name: nameMasked, [ANSWER_VARIABLE]: ANSWER_PLACE }), most: mostOf(frame) }))} />
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}
