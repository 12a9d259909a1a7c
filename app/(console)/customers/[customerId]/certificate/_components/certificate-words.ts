import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import type { Channel, Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import { wordOr } from "@/lib/i18n/word-or";

/** The words of a certificate on the page and on paper: names of channels, purposes and sources, moments on the bank's clock. */
export async function certificateWords() {
  const [t, channels, purposes, sources, wordings, locale, zone] = await Promise.all([
    getTranslations("certificate"), getTranslations("customers.channelName"), getTranslations("purpose"), getTranslations("policy.source"), getTranslations("wordings"), getLocale() as Promise<Language>, getTimeZone(),
  ]);
  return {
    t, locale,
    channel: (code: string | null) => (code === null ? t("everyChannel") : channels(code as Channel)),
    purpose: (code: string | null) => (code === null ? t("everyPurpose") : purposes(code as Purpose)),
    // "reply:TD" is a reply with another word than the one our texts ask for.
    source: (code: string) => { const [kind = code, keyword] = code.split(":"); return wordOr(sources, kind, kind) + (keyword ? ` (${keyword})` : ""); },
    wording: (version: string) => (["none", "reply", "import"].includes(version) ? t("noWording") : version),
    duration: (months: number | null) => (months === null ? wordings("untilWithdrawn") : wordings("months", { count: months })),
    instant: (at: Date) => formatInstant(at, locale, zone, { withSeconds: true }),
    day: (at: Date) => formatDay(at, locale, zone),
  };
}

export type CertificateWords = Awaited<ReturnType<typeof certificateWords>>;
