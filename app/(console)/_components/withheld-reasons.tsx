import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { isMessageReason } from "@/lib/domain/message/reasons";
import { formatCount } from "@/lib/i18n/format";

type Props = { readonly counts: ReadonlyMap<string, number>; readonly list: (more: Readonly<Record<string, string>>) => Route };

/** Why texts were kept back, most frequent first, each leading to the texts. */
export function WithheldReasons({ counts, list }: Props) {
  const t = useTranslations("dashboard");
  const reason = useTranslations("message.reason");
  const locale = useLocale();
  if (counts.size === 0) return <p className="py-8 text-center text-muted">{t("empty")}</p>;
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">{t("reason")}</th>
          <th scope="col" className="number">
            {t("people")}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...counts].sort((a, b) => b[1] - a[1]).map(([code, count]) => (
          <tr key={code}>
            <td>
              <Link className="row-link" href={list({ stand: "withheld", reason: code })}>
                {isMessageReason(code) ? reason(code) : code}
              </Link>
            </td>
            <td className="number">{formatCount(count, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
