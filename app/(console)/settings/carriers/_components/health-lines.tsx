import { useTranslations } from "next-intl";
import { isOwnCode, ownCodeKey } from "@/lib/domain/carrier/own-words";
import { readLineReason } from "@/lib/domain/carrier/line-reason";
import { isMessageReason } from "@/lib/domain/message/reasons";
import type { AccountHealth } from "@/lib/server/providers/health";

/** The account's connections: how many stand, and of each that does not, or is slow, why and what to do. */
export function LinkStates({ links }: Pick<AccountHealth, "links">) {
  const t = useTranslations("settings.carriers.health");
  const up = links.filter(({ state }) => state === "up");
  // Several connections of one line mostly have one trouble: it is told once.
  const details = [...new Set(links.map(({ detail }) => detail))].filter((detail) => detail !== "");
  const sum = (key: "inFlight" | "window") => up.reduce((total, link) => total + link[key], 0);
  return (
    <span className="flex flex-col">
      <span>
        {t("link", { up: up.length, all: links.length })}
        {up.length > 0 && <span className="text-muted"> · {t("linkWindow", { inFlight: sum("inFlight"), window: sum("window") })}</span>}
      </span>
      {details.map((detail) => {
        const read = readLineReason(detail);
        return (
          read && (
            <span key={detail} className="text-warning">
              {t(`line.${read.reason}`, { perSecond: read.perSecond })}
              {read.reason !== "slowed" && <code className="ml-1 text-xs text-muted">{detail}</code>}
            </span>
          )
        );
      })}
    </span>
  );
}

/** What went wrong of late, in words, with the carrier's own code and how often. */
export function HealthCodes({ codes }: Pick<AccountHealth, "codes">) {
  const t = useTranslations("settings.carriers.health");
  const words = useTranslations("message");
  const wordsOf = (code: string, reason: string) => (isOwnCode(code) ? words(`code.${ownCodeKey(code)}` as "code.unanswered") : isMessageReason(reason) ? words(`reason.${reason}`) : "");
  return (
    <ul className="flex flex-col">
      {codes.map(({ code, reason, count }) => (
        <li key={`${code} ${reason}`}>
          {wordsOf(code, reason)} {!isOwnCode(code) && <code className="text-xs text-muted">{code}</code>} · <span className="text-muted tabular-nums">{t("codeCount", { count })}</span>
        </li>
      ))}
    </ul>
  );
}
