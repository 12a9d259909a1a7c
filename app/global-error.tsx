"use client";

import "./globals.css";

// The frame of the page itself failed, and with it the words of both languages: these stand alone.
const WORDS = {
  "zh-CN": {
    title: "系统暂时无法使用",
    text: "没有数据因此丢失。请稍后重试；如仍无法使用，请联系管理员。",
    retry: "重试",
  },
  en: {
    title: "The system cannot be used at the moment",
    text: "No data was lost. Try again shortly; if it still fails, ask an administrator.",
    retry: "Try again",
  },
} as const;

type Props = { readonly error: unknown; readonly retry: () => void };

/** The last resort, when not even the layout could be drawn. */
export default function GlobalError({ retry }: Props) {
  const isEnglish = typeof document !== "undefined" && document.cookie.includes("hongyan_locale=en");
  const locale = isEnglish ? "en" : "zh-CN";
  const words = WORDS[locale];
  return (
    <html lang={locale}>
      <body>
        <title>{words.title}</title>
        <main className="mx-auto flex min-h-dvh max-w-lg flex-col items-start justify-center gap-3 px-6">
          <h1 className="text-xl font-semibold">{words.title}</h1>
          <p className="text-muted">{words.text}</p>
          <button type="button" onClick={retry} className="button button--primary">
            {words.retry}
          </button>
        </main>
      </body>
    </html>
  );
}
