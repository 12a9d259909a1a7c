import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatInstant } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";

export type PhoneMessage = {
  readonly id: string;
  readonly text: string;
  readonly from: "bank" | "customer";
  readonly at?: Date | undefined;
};

type Props = {
  /** Who the phone shows as the sender: the signature, or the bank's number. */
  readonly sender: string;
  readonly messages: readonly PhoneMessage[];
  /** Below the bubbles: a field to reply with. */
  readonly children?: ReactNode;
  /** As tall as its content; else as tall as a phone. */
  readonly isCompact?: boolean;
};

const BUBBLE = {
  bank: "self-start rounded-bl-sm bg-default text-default-foreground",
  customer: "self-end rounded-br-sm bg-accent text-accent-foreground",
} as const;

/** What the customer's phone shows: the texts as they arrive, in a drawn phone. */
export function PhonePreview({ sender, messages, children, isCompact = false }: Props) {
  const t = useTranslations("ui.phone");
  return (
    <section
      aria-label={t("label")}
      className={`mx-auto flex w-full max-w-72 flex-col overflow-hidden rounded-[2rem] border-[6px] border-foreground/85 bg-surface ${isCompact ? "" : "min-h-[28rem]"}`}
    >
      <div className="flex flex-col items-center gap-1 border-b border-line px-4 pt-2 pb-2">
        <span aria-hidden className="h-1.5 w-16 rounded-full bg-foreground/20" />
        <p className="max-w-full truncate text-sm font-medium">
          <span className="sr-only">{t("from", { sender })}</span>
          <span aria-hidden>{sender}</span>
        </p>
      </div>
      <ol className="flex flex-1 flex-col gap-2 overflow-y-auto px-3 py-3">
        {messages.length === 0 && <li className="m-auto text-sm text-muted">{t("empty")}</li>}
        {messages.map((message) => (
          <li key={message.id} className="flex flex-col gap-1">
            {message.at !== undefined && <BubbleTime at={message.at} />}
            <p
              className={`max-w-[85%] rounded-2xl px-3 py-2 leading-relaxed wrap-anywhere whitespace-pre-wrap ${BUBBLE[message.from]}`}
            >
              {message.from === "customer" && <span className="sr-only">{t("customer")} </span>}
              {message.text}
            </p>
          </li>
        ))}
      </ol>
      {children !== undefined && <div className="border-t border-line p-2">{children}</div>}
    </section>
  );
}

function BubbleTime({ at }: { readonly at: Date }) {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  return (
    <time dateTime={at.toISOString()} className="self-center text-xs text-muted">
      {formatInstant(at, locale, timeZone)}
    </time>
  );
}
