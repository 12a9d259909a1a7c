import { useTranslations } from "next-intl";
import { wordDiff } from "@/lib/domain/template/changes";

const LOOK = {
  same: "",
  added:
    "bg-[color-mix(in_oklab,var(--success)_16%,transparent)] underline decoration-success decoration-2 underline-offset-4",
  removed: "text-muted line-through decoration-danger decoration-2",
} as const;

/** Two texts as one, with what was added and removed: by ins and del, so that it reads without colours too. */
export function WordDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const t = useTranslations("templates.diff");
  return (
    <div>
      <p aria-label={t("label")} className="leading-7 break-words whitespace-pre-wrap">
        {wordDiff(before, after).map((piece, index) => {
          if (piece.kind === "added")
            return (
              <ins key={index} className={LOOK.added}>
                {piece.text}
              </ins>
            );
          if (piece.kind === "removed")
            return (
              <del key={index} className={LOOK.removed}>
                {piece.text}
              </del>
            );
          return <span key={index}>{piece.text}</span>;
        })}
      </p>
      <p className="mt-2 text-xs text-muted">{t("legend")}</p>
    </div>
  );
}
