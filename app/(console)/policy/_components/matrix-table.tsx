import { useTranslations } from "next-intl";
import { MATRIX_RULES, type HeldRule, type Matrix } from "@/lib/domain/policy/matrix";
import type { PackCode } from "@/lib/domain/policy/pack";
import { ChangeRule } from "./change-rule";
import { useCellWords } from "./cell-words";
import { Citation } from "./citation";
import { useRuleWords } from "./rule-words";
import { useChange, useTargetWords } from "./use-change";

type Props = { readonly pack: PackCode; readonly lines: Matrix["lines"]; readonly mayEdit: boolean };

/** Purposes down, what holds for each across; every cell with its value, how far it may go, and what it rests on. */
export function MatrixTable({ pack, lines, mayEdit }: Props) {
  const t = useTranslations("matrix");
  const targets = useTargetWords();
  return (
    <div className="overflow-x-auto" role="region" aria-label={t("table")} tabIndex={0}>
      {/* On a phone each line becomes a card, and a browser then forgets that it was a table. */}
      <table className="matrix" role="table">
        <caption>{t("table")}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {t("purpose")}
            </th>
            {MATRIX_RULES.map((rule) => (
              <th key={rule} scope="col" role="columnheader">
                {t(`column.${rule}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {lines.map(({ purpose, cells }) => (
            <tr key={purpose ?? "all"} role="row">
              <th scope="row" role="rowheader">
                {targets({ purpose, channel: null })}
              </th>
              {cells.map(({ rule, held }) => (
                <td key={rule} role="cell" data-rule={rule} data-label={t(`column.${rule}`)}>
                  {held === null ? <span className="text-muted">{t("nothing")}</span> : <Cell pack={pack} held={held} mayEdit={mayEdit} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ pack, held, mayEdit }: { readonly pack: PackCode; readonly held: HeldRule; readonly mayEdit: boolean }) {
  const t = useTranslations("matrix");
  const lines = useCellWords();
  const say = useRuleWords();
  const change = useChange(pack)(held);
  const [first, ...rest] = lines(held.row);
  const limits = say.limitsOf(held.row);
  return (
    <div className="matrix-cell">
      <div className="flex items-start justify-between gap-1">
        <p className={held.isInherited ? "" : "font-medium"}>
          {first}
          {held.isOwn && <span className="ms-1 rounded bg-accent-soft px-1 text-xs font-normal text-accent-soft-foreground">{t("own")}</span>}
        </p>
        {mayEdit && change !== null && <ChangeRule change={change} />}
      </div>
      {rest.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p className="matrix-note">{limits}</p>
      <p className="matrix-note">
        <Citation row={held.row} />
        {held.isInherited && ` · ${t("inherited")}`}
      </p>
    </div>
  );
}
