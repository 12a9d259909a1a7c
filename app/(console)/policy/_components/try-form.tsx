import Form from "next/form";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FilterText } from "@/components/layout/filter-text";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { NativeSelect } from "@/components/ui/native-select";
import { PACK_CODES, type PackCode } from "@/lib/domain/policy/pack";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { FLAGS, type TrySearch } from "./try-search";

type TemplateChoice = { readonly key: string; readonly name: string };
type Props = { readonly search: TrySearch; readonly own: PackCode; readonly templates: readonly TemplateChoice[] };

/** A question to the policy: who, what, when, under which rules. The browser's own controls; the address keeps it all. */
export function TryForm({ search, own, templates }: Props) {
  const t = useTranslations("matrix.try");
  const packs = useTranslations("matrix");
  const purposes = useTranslations("purpose");
  const channels = useTranslations("settings.channel");
  const purposeOptions = PURPOSES.map((purpose) => ({ value: purpose, label: purposes(purpose) }));
  const channelOptions = CHANNELS.map((channel) => ({ value: channel, label: channels(channel) }));
  return (
    <Form action={"/policy/try" as Route} className="flex flex-col gap-5">
      <input type="hidden" name="ask" value="1" />
      <Part title={t("customer")}>
        <div className="flex flex-wrap gap-x-5 gap-y-2" role="radiogroup" aria-label={t("customer")}>
          <Choice type="radio" name="who" value="number" label={t("byNumber")} isOn={search.who === "number"} />
          <Choice type="radio" name="who" value="described" label={t("described")} isOn={search.who === "described"} />
        </div>
        <FilterText name="number" type="text" label={t("number")} defaultValue={search.number} placeholder="C0010000024" />
        <Disclosure summary={t("describe")} isOpen={search.who === "described"}>
          <div className="flex flex-col gap-3">
            <div className="flex flex-wrap gap-3">
              <FilterText name="zone" type="text" label={t("zone")} defaultValue={search.zone} placeholder="Asia/Shanghai" />
              <FilterText name="age" type="number" label={t("age")} defaultValue={search.age} />
              <FilterText name="tags" type="text" label={t("tags")} defaultValue={search.tags} />
            </div>
            <Choices title={t("agreed")} name="agreed" options={purposeOptions} chosen={search.agreed} />
            <Choices title={t("refusedTo")} name="refused" options={purposeOptions} chosen={search.refused} />
            <Choices title={t("prefers")} name="prefers" options={channelOptions} chosen={search.prefers} />
            <Choices title={t("more")} name="flag" options={FLAGS.map((flag) => ({ value: flag, label: t(`flag.${flag}`) }))} chosen={search.flags} />
            <div className="flex flex-wrap gap-3">
              <FilterText name="quietFrom" type="text" label={t("quietFrom")} defaultValue={search.quietFrom} placeholder="21:00" />
              <FilterText name="quietTo" type="text" label={t("quietTo")} defaultValue={search.quietTo} placeholder="08:00" />
              <FilterText name="sentToday" type="number" label={t("sentToday")} defaultValue={search.sentToday === 0 ? "" : String(search.sentToday)} />
            </div>
          </div>
        </Disclosure>
      </Part>
      <Part title={t("message")}>
        <NativeSelect
          name="template"
          label={t("template")}
          defaultValue={search.template}
          options={[{ value: "", label: t("noTemplate") }, ...templates.map(({ key, name }) => ({ value: key, label: name }))]}
        />
        <Disclosure summary={t("own")} isOpen={search.template === "" && search.isAsked}>
          <div className="flex flex-col gap-3">
            <div className="flex flex-wrap gap-3">
              <NativeSelect name="purpose" label={t("purpose")} defaultValue={search.purpose} options={purposeOptions} />
              <NativeSelect name="channel" label={t("channel")} defaultValue={search.channel} options={channelOptions} />
            </div>
            <label className="flex flex-col gap-1 text-sm font-medium">
              {t("text")}
              <textarea name="text" rows={3} maxLength={1_000} defaultValue={search.text} className="native-field h-auto py-1.5 font-normal" />
              <span className="text-xs font-normal text-muted">{t("textHint")}</span>
            </label>
          </div>
        </Disclosure>
      </Part>
      <Part title={t("when")}>
        <div className="flex flex-wrap gap-3">
          <label className="flex min-w-0 flex-col gap-1 text-sm font-medium">
            {t("at")}
            <input name="at" type="datetime-local" defaultValue={search.at} className="native-field font-normal" />
          </label>
          <NativeSelect name="pack" label={packs("pack")} defaultValue={search.pack ?? own} options={PACK_CODES.map((code) => ({ value: code, label: packs(`packs.${code}`) }))} />
        </div>
      </Part>
      <div>
        <Button type="submit" variant="primary">
          {t("ask")}
        </Button>
      </div>
    </Form>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 font-semibold">{title}</legend>
      {children}
    </fieldset>
  );
}

type ChoiceProps = { readonly type: "radio" | "checkbox"; readonly name: string; readonly value: string; readonly label: string; readonly isOn: boolean };

function Choice({ type, name, value, label, isOn }: ChoiceProps) {
  return (
    <label className="flex min-h-6 items-center gap-1.5 text-sm">
      <input type={type} name={name} value={value} defaultChecked={isOn} className="size-4 accent-(--accent)" />
      {label}
    </label>
  );
}

type ChoicesProps = { readonly title: string; readonly name: string; readonly options: readonly { readonly value: string; readonly label: string }[]; readonly chosen: readonly string[] };

function Choices({ title, name, options, chosen }: ChoicesProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{title}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1.5">
        {options.map(({ value, label }) => (
          <Choice key={value} type="checkbox" name={name} value={value} label={label} isOn={chosen.includes(value)} />
        ))}
      </div>
    </fieldset>
  );
}
