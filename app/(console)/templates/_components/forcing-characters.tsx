"use client";

import { useTranslations } from "next-intl";
import { segmentText } from "@/lib/domain/text/segments";

type Props = {
  /** The text with 【signature】 and values. */
  readonly text: string;
  readonly onJump?: ((character: string) => void) | undefined;
};

const KEY = "inline-block min-h-6 min-w-6 rounded border border-line bg-surface-secondary px-1.5 text-center font-mono";

const forcingIn = (text: string): readonly string[] => {
  const split = segmentText(text);
  return split.ok ? split.value.forcedBy.map((one) => one.character) : [];
};

/** Why a segment holds 70 characters and not 160: what the author could change by name, the signature apart from it. */
export function ForcingCharacters({ text, onJump }: Props) {
  const t = useTranslations("templates.meter");
  const forcing = forcingIn(text.replace(/^【[^】]*】/u, ""));
  const han = forcing.find((character) => /\p{Script=Han}/u.test(character));
  if (han !== undefined) return <p className="text-xs text-muted">{t("ucsChinese", { character: han })}</p>;
  const fromSignature = forcingIn(text).length > forcing.length;
  if (forcing.length === 0) return <p className="text-xs text-muted">{t(fromSignature ? "ucsSignature" : "gsm")}</p>;
  return (
    <div className="text-xs text-muted">
      <p>{t("ucsForced")}</p>
      <p className="mt-1 flex flex-wrap gap-1">
        {forcing.map((character) =>
          onJump ? (
            <button
              key={character}
              type="button"
              aria-label={t("jumpTo", { character })}
              onClick={() => onJump(character)}
              className={`${KEY} hover:border-accent`}
            >
              {character}
            </button>
          ) : (
            <code key={character} className={KEY}>
              {character}
            </code>
          ),
        )}
      </p>
      {fromSignature && <p className="mt-1">{t("ucsSignature")}</p>}
    </div>
  );
}
