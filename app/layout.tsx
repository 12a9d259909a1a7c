import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppProviders } from "@/components/layout/app-providers";
import { readTheme, THEME_COOKIE } from "@/components/layout/theme";
import { EVERYWHERE, wordsOf } from "@/lib/i18n/for-browser";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: t("product"), template: `%s · ${t("product")}` },
    description: t("tagline"),
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf7f2" },
    { media: "(prefers-color-scheme: dark)", color: "#12171d" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const locale = await getLocale();
  const nonce = (await headers()).get("x-nonce") ?? "";
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  // A room adds its own (RoomWords); a customer's old phone, whose pages are written by the server, gets no more than these.
  const messages = wordsOf(await getMessages(), EVERYWHERE);
  // The cookie decides on the server, the style sheet follows the device where there is none: no script, no flash.
  const scheme = theme === "system" ? {} : { "data-scheme": theme };
  return (
    <html lang={locale} {...scheme}>
      <head>
        {/* React Aria reads it for the one style element it adds. */}
        <meta property="csp-nonce" nonce={nonce} />
      </head>
      <body>
        <NextIntlClientProvider messages={messages}>
          <AppProviders locale={locale}>{children}</AppProviders>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
