import { getTranslations } from "next-intl/server";
import { fillPreferenceForm, hoursOffered, NOTHING, USUAL, type PreferenceForm } from "@/lib/domain/customer/preference-form";
import { CHANNELS, LANGUAGES, type Channel } from "@/lib/domain/shared/vocabulary";
import { formatMinute } from "@/lib/i18n/format";
import type { CustomerPage } from "@/lib/server/preferences/open";

type Props = { readonly token: string; readonly page: CustomerPage };
type Choice = { readonly value: string; readonly label: string };

function Pick({ label, name, options, value }: { readonly label: string; readonly name: string; readonly options: readonly Choice[]; readonly value: string }) {
  return (
    <div>
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={value}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </div>
  );
}

function Tick({ name, label, note, ticked }: { readonly name: string; readonly label: string; readonly note?: string; readonly ticked: boolean }) {
  const id = `note-${name}`;
  return (
    <>
      <label className="tick">
        <input type="checkbox" name={name} value="yes" defaultChecked={ticked} aria-describedby={note === undefined ? undefined : id} />
        <span>{label}</span>
      </label>
      {note !== undefined && <p id={id} className="quiet">{note}</p>}
    </>
  );
}

async function Channels({ page, form }: { readonly page: CustomerPage; readonly form: PreferenceForm }) {
  const t = await getTranslations("preferences");
  const can = CHANNELS.filter((channel: Channel) => channel !== "email" || page.hasEmail);
  const named = can.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }));
  const first = [{ value: USUAL, label: t("page.form.usual") }, ...named, { value: NOTHING, label: t("page.form.nothing") }];
  const second = [{ value: NOTHING, label: t("page.form.noSecond") }, ...named];
  return (
    <fieldset>
      <legend>{t("page.form.channels")}</legend>
      <p className="quiet">{t("page.form.channelsNote")}</p>
      {(["account", "loan", "education"] as const).map((purpose) => (
        <div key={purpose} className="pair">
          <Pick label={t("page.form.first", { purpose: t(`purpose.${purpose}`) })} name={`${purpose}First`} options={first} value={form[`${purpose}First`]} />
          <Pick label={t("page.form.second", { purpose: t(`purpose.${purpose}`) })} name={`${purpose}Second`} options={second} value={form[`${purpose}Second`]} />
        </div>
      ))}
      {/* Offers have their own part above; what was once said about their channels is kept. */}
      <input type="hidden" name="promotionFirst" value={form.promotionFirst} />
      <input type="hidden" name="promotionSecond" value={form.promotionSecond} />
      <Tick name="wantsCalls" label={t("page.form.calls")} note={t("page.form.callsNote")} ticked={form.wantsCalls} />
      <p>{t("page.form.risk")}</p>
    </fieldset>
  );
}

async function Helper({ page }: { readonly page: CustomerPage }) {
  const t = await getTranslations("preferences.page.form");
  const { helper } = page;
  return (
    <fieldset>
      <legend>{t("helper")}</legend>
      <p className="quiet">{t("helperNote")}</p>
      {helper === null ? <input type="hidden" name="helper" value="keep" /> : (
        <>
          <p>{t("helperNow", { name: helper.name, phone: helper.phone ?? "" })}</p>
          <Pick
            label={t("helperChoice")} name="helper" value="keep"
            options={[{ value: "keep", label: t("helperKeep") }, { value: "remove", label: t("helperRemove") }, { value: "name", label: t("helperChange") }]}
          />
        </>
      )}
      <label htmlFor="helperName">{t("helperName")}</label>
      <input id="helperName" type="text" name="helperName" maxLength={40} autoComplete="off" />
      <label htmlFor="helperPhone">{t("helperPhone")}</label>
      <input id="helperPhone" type="tel" name="helperPhone" maxLength={20} autoComplete="off" />
      <Tick name="helperAgreed" label={t("helperAgreed")} ticked={false} />
    </fieldset>
  );
}

/** Everything else a customer can choose, in one plain form. */
export async function SettingsForm({ token, page }: Props) {
  const t = await getTranslations("preferences.page.form");
  const words = await getTranslations("preferences");
  const form = fillPreferenceForm(page.state);
  const hours = [{ value: NOTHING, label: t("noHour") }, ...hoursOffered(page.state).map((minute) => ({ value: String(minute), label: formatMinute(minute) }))];
  return (
    <section>
      <h2>{t("title")}</h2>
      <form method="post" action={`/preferences/${token}/save`}>
        <input type="hidden" name="lockVersion" value={page.lockVersion} />
        <Channels page={page} form={form} />
        <fieldset>
          <legend>{t("quiet")}</legend>
          <div className="pair">
            <Pick label={t("from")} name="quietFrom" options={hours} value={form.quietFrom} />
            <Pick label={t("to")} name="quietTo" options={hours} value={form.quietTo} />
          </div>
        </fieldset>
        <fieldset>
          <legend>{t("texts")}</legend>
          <Pick label={t("language")} name="language" value={form.language} options={LANGUAGES.map((value) => ({ value, label: words(`languageName.${value}`) }))} />
          <Tick name="elderFriendly" label={t("elder")} note={t("elderNote")} ticked={form.elderFriendly} />
          <Tick name="noProfiling" label={t("profiling")} note={t("profilingNote")} ticked={form.noProfiling} />
        </fieldset>
        <fieldset>
          <legend>{t("small")}</legend>
          <label htmlFor="smallAmountYuan">{t("smallLabel")}</label>
          <input id="smallAmountYuan" type="text" name="smallAmountYuan" inputMode="numeric" maxLength={4} defaultValue={form.smallAmountYuan} aria-describedby="note-small" />
          <p id="note-small" className="quiet">{t("smallNote")}</p>
        </fieldset>
        <Helper page={page} />
        <button type="submit">{t("save")}</button>
      </form>
    </section>
  );
}
