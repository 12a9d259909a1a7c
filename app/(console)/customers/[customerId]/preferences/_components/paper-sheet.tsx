"use client";

import { FilePlus2, Printer } from "lucide-react";
import Image from "next/image";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { printFormSchema } from "@/lib/domain/customer/page-schema";
import { CHANNELS, type Language } from "@/lib/domain/shared/vocabulary";
import { formatInstant } from "@/lib/i18n/format";
import { printFormAction } from "../actions";

type Now = Readonly<Record<"offers" | "account" | "loan" | "education" | "quiet" | "elder" | "profiling" | "calls" | "threshold" | "language" | "helper", string>>;
type Props = {
  readonly customerId: string; readonly bank: string; readonly hotline: string | null; readonly name: string; readonly number: string; readonly branch: string; readonly hasEmail: boolean;
  /** What a tick at "I agree" agrees to. */
  readonly wording: string;
  readonly now: Now;
};
type Made = { readonly formNumber: string; readonly qr: string; readonly expiresAt: string };

/** A box to tick by hand. */
function Box({ children }: { readonly children: ReactNode }) {
  return <span className="mr-4 inline-flex items-center gap-1.5 whitespace-nowrap"><span aria-hidden className="inline-block size-4 border border-black" />{children}</span>;
}

function Part({ title, now, children }: { readonly title: string; readonly now?: string; readonly children: ReactNode }) {
  const t = useTranslations("preferences.console.paper.sheet");
  return (
    <section className="border-t border-black py-2">
      <h3 className="font-semibold">{title}</h3>
      {now !== undefined && <p className="text-xs">{t("now", { value: now })}</p>}
      <div className="mt-1 flex flex-col gap-1.5">{children}</div>
    </section>
  );
}

function Sheet({ made, bank, hotline, name, number, branch, hasEmail, wording, now }: Props & { readonly made: Made }) {
  const t = useTranslations("preferences.console.paper.sheet");
  const words = useTranslations("preferences");
  const locale = useLocale() as Language;
  const until = formatInstant(new Date(made.expiresAt), locale, useTimeZone() ?? "Asia/Shanghai");
  const channels = CHANNELS.filter((channel) => channel !== "email" || hasEmail);
  return (
    <article className="print-only-this max-w-[46rem] border border-line bg-white p-6 text-sm leading-snug text-black">
      <header className="flex items-start justify-between gap-4 pb-2">
        <div>
          <p>{bank}</p>
          <h2 className="text-xl font-semibold">{t("title")}</h2>
          <p className="mt-1">{t("customer")} {name} · {number}</p>
          <p>{t("branch")} {branch}</p>
        </div>
        <div className="text-right">
          <p className="font-mono text-base font-semibold">{t("number")} {made.formNumber}</p>
          <Image src={made.qr} alt={words("console.slip.alt", { name })} width={120} height={120} className="mt-1 ml-auto" unoptimized />
          <p className="ml-auto max-w-40 text-xs">{t("qr", { at: until })}</p>
        </div>
      </header>
      <p className="pb-2">{t("lead")}</p>
      <Part title={t("offers")} now={now.offers}>
        <p className="whitespace-pre-line">{wording}</p>
        {channels.map((channel) => (
          <p key={channel} className="flex"><span className="w-24">{words(`channel.${channel}`)}</span><Box>{t("yes")}</Box><Box>{t("no")}</Box></p>
        ))}
      </Part>
      <Part title={t("service")}>
        {(["account", "loan", "education"] as const).map((purpose) => (
          <div key={purpose}>
            <p className="flex flex-wrap"><span className="w-36">{words(`purpose.${purpose}`)}</span>{channels.map((channel) => <Box key={channel}>{words(`channel.${channel}`)}</Box>)}<Box>{t("none")}</Box></p>
            <p className="text-xs">{t("now", { value: now[purpose] })}</p>
          </div>
        ))}
        <p className="text-xs">{t("risk")}</p>
      </Part>
      <Part title={t("quiet")} now={now.quiet}><p>{t("quietLine")}</p></Part>
      <Part title={t("others")}>
        <p><Box>{words("page.form.elder")}</Box><Box>{words("page.form.profiling")}</Box></p>
        <p><Box>{words("page.form.calls")}</Box><Box>{words("languageName.zh-CN")}</Box><Box>{words("languageName.en")}</Box></p>
        <p>{t("small")}</p>
        <p className="text-xs">{t("now", { value: [now.elder, now.calls, now.threshold, now.language].join(" ") })}</p>
      </Part>
      <Part title={t("helper")} now={now.helper}><p>{t("helperLine")}</p></Part>
      <footer className="grid grid-cols-3 gap-6 border-t border-black pt-8">
        {[t("sign"), t("officer"), t("signDate")].map((line) => <p key={line} className="border-t border-black pt-1">{line}</p>)}
      </footer>
      {hotline !== null && <p className="pt-3 text-xs">{words("console.slip.hotline", { hotline })}</p>}
    </article>
  );
}

/** Makes a form with a number of its own, then prints it. */
export function PaperSheet(props: Props) {
  const t = useTranslations("preferences.console.paper");
  const [made, setMade] = useState<Made | null>(null);
  const form = useActionForm(printFormSchema, printFormAction, { defaults: { customerId: props.customerId }, doneMessage: null, onDone: setMade });
  if (made === null) {
    return <ActionForm form={form}><div><SubmitButton icon={<FilePlus2 aria-hidden size={16} />}>{t("make")}</SubmitButton></div></ActionForm>;
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="no-print"><Button variant="primary" icon={<Printer aria-hidden size={16} />} onPress={() => window.print()}>{t("printNow")}</Button></div>
      <div className="overflow-x-auto"><Sheet {...props} made={made} /></div>
    </div>
  );
}
