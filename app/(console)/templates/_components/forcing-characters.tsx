"use client";

import { useTranslations } from "next-intl";
import type { Measure } from "@/lib/domain/text/measure";

type Props = { readonly measure: Measure; readonly onJump?: ((character: string) => void) | undefined };

const KEY = "inline-block min-h-6 min-w-6 rounded border border-line bg-surface-secondary px-1.5 text-center font-mono";

/** Why a segment holds 70 characters and not 160: named one by one where somebody can do something about it. */
export function ForcingCharacters({ measure, onJump }: Props) {
  const t = useTranslations("templates.meter");
  if (measure.encoding === "GSM-7") return <p className="text-xs text-muted">{t("gsm")}</p>;
  const forcing = measure.forcedBy.map((one) => one.character);
  const han = forcing.find((character) => /\p{Script=Han}/u.test(character));
  if (han !== undefined) return <p className="text-xs text-muted">{t("ucsChinese", { character: han })}</p>;
  return (
    <div className="text-xs text-muted">
      <p>{t("ucsForced")}</p>
      <p className="mt-1 flex flex-wrap gap-1">
        {forcing.map((character) =>
          onJump && !"【】".includes(character) ? (
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
      {forcing.includes("【") && <p className="mt-1">{t("ucsSignature")}</p>}
    </div>
  );
}
