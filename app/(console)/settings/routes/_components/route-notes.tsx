import { TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { ROUTE_WARNINGS, type RouteNote } from "@/lib/domain/routes/notes";
import { formatRate } from "@/lib/i18n/format";

type Props = { readonly notes: readonly RouteNote[]; readonly accountOf: (routeId: string) => string };

/** What to know of a route beside the others, conflicts marked. */
export function RouteNotes({ notes, accountOf }: Props) {
  const t = useTranslations("routes.notes");
  const locale = useLocale();
  if (notes.length === 0) return null;
  return (
    <ul className="mt-1 flex max-w-96 min-w-44 flex-col gap-1 text-xs font-normal whitespace-normal text-muted">
      {notes.map((note) => (
        <li key={note.kind} className="flex gap-1">
          {ROUTE_WARNINGS.has(note.kind) && <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warning" />}
          <span>
            {t(note.kind, {
              share: "share" in note ? formatRate(note.share, locale) : "",
              other: "other" in note ? accountOf(note.other) : "",
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
