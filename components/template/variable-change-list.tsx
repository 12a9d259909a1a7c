import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { VariableChanges } from "@/lib/domain/template/changes";
import { lengthLimit, type TemplateVariable } from "@/lib/domain/template/variable";

function Group({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <p className="font-medium">{title}</p>
      <p className="text-sm text-muted">{text}</p>
      <ul className="mt-1 list-disc ps-5 text-sm">{children}</ul>
    </div>
  );
}

const Name = ({ variable }: { readonly variable: TemplateVariable }) => (
  <>
    {variable.label} <code className="text-xs text-muted">{variable.name}</code>
  </>
);

/** What breaks for whoever sends values, and what each change means for them. */
export function VariableChangeList({ changes }: { readonly changes: VariableChanges }) {
  const t = useTranslations("templates");
  const { added, removed, changed } = changes;
  return (
    <div className="flex flex-col gap-3">
      {added.length > 0 && (
        <Group title={t("changes.added", { count: added.length })} text={t("changes.addedText")}>
          {added.map((variable) => (
            <li key={variable.name}>
              <Name variable={variable} /> · {t(`kind.${variable.kind}`)}
            </li>
          ))}
        </Group>
      )}
      {removed.length > 0 && (
        <Group title={t("changes.removed", { count: removed.length })} text={t("changes.removedText")}>
          {removed.map((variable) => (
            <li key={variable.name}>
              <Name variable={variable} />
            </li>
          ))}
        </Group>
      )}
      {changed.length > 0 && (
        <Group title={t("changes.changed", { count: changed.length })} text={t("changes.changedText")}>
          {changed.map(({ before, after }) => (
            <li key={after.name}>
              <Name variable={after} /> ·{" "}
              {before.kind === after.kind
                ? t("changes.lengthChange", { before: lengthLimit(before), after: lengthLimit(after) })
                : t("changes.kindChange", { before: t(`kind.${before.kind}`), after: t(`kind.${after.kind}`) })}
            </li>
          ))}
        </Group>
      )}
    </div>
  );
}
