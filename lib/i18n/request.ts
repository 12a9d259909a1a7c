import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { loadMessages } from "./load-messages";
import { chooseLocale, LOCALE_COOKIE } from "./locale";

/** The bank's zone: instants are shown in it, whoever looks from wherever. */
const BANK_TIME_ZONE = process.env.BANK_TIME_ZONE ?? "Asia/Shanghai";

export default getRequestConfig(async () => {
  const locale = chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  return { locale, timeZone: BANK_TIME_ZONE, messages: loadMessages(locale) };
});
