import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { loadMessages } from "./load-messages";
import { BANK_ZONE_DEFAULT, chooseLocale, LOCALE_COOKIE } from "./locale";

// Instants are shown in the bank's zone, whoever looks from wherever.
const timeZone = process.env.BANK_TIME_ZONE ?? BANK_ZONE_DEFAULT;

export default getRequestConfig(async () => {
  const locale = chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  return { locale, timeZone, messages: loadMessages(locale) };
});
