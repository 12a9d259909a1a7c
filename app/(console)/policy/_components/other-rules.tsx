import { useTranslations } from "next-intl";
import type { HeldRule, Matrix } from "@/lib/domain/policy/matrix";
import type { PackCode } from "@/lib/domain/policy/pack";
import { ChangeRule } from "./change-rule";
import { Citation } from "./citation";
import { useRuleWords } from "./rule-words";
import { useChange, useTargetWords } from "./use-change";

type Props = { readonly pack: PackCode; readonly others: Matrix["others"]; readonly mayEdit: boolean };

/** Every rule that has no column of the matrix, and what holds for one channel alone. */
export function OtherRules({ pack, others, mayEdit }: Props) {
  const t = useTranslations("matrix");
  const words = useTranslations("policy");
  return (
    <div className="other-rules">
      {others.map(({ rule, held }) => (
        <section key={rule} className="other-rule" data-rule={rule}>
          <h3 className="font-medium">{words(`${rule}.name`)}</h3>
          <p className="matrix-note">{t(`explain.${rule}`)}</p>
          <ul>
            {held.map((one) => (
              <Line key={`${one.purpose} ${one.channel}`} pack={pack} held={one} all={held} mayEdit={mayEdit} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

type LineProps = { readonly pack: PackCode; readonly held: HeldRule; readonly all: readonly HeldRule[]; readonly mayEdit: boolean };

function Line({ pack, held, all, mayEdit }: LineProps) {
  const t = useTranslations("matrix");
  const say = useRuleWords();
  const targets = useTargetWords();
  const taken = all.filter((one) => one.channel === held.channel).map((one) => one.purpose);
  const change = useChange(pack)(held, taken);
  const limits = say.limitsOf(held.row);
  const value = say.lineOf(held.row.params);
  return (
    <li className="flex items-start gap-1.5 py-1">
      <div className="min-w-0 flex-1">
        <p>
          <span className="me-1.5 text-muted">{targets(held, taken.length === 1)}</span>
          {value === "" ? t(Object.keys(held.row.params).length === 0 ? "always" : "applied") : value}
          {held.isOwn && <span className="ms-1 rounded bg-accent-soft px-1 text-xs text-accent-soft-foreground">{t("own")}</span>}
        </p>
        <p className="matrix-note">
          {limits} ·{" "}
          <Citation row={held.row} />
        </p>
      </div>
      {mayEdit && change !== null && <ChangeRule change={change} />}
    </li>
  );
}
