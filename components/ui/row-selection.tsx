"use client";

import { useTranslations } from "next-intl";
import { createContext, use, useState, type ReactNode } from "react";
import { Button } from "./button";
import { Checkbox } from "./checkbox";

type Selection = {
  readonly ids: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly choose: (chosen: ReadonlySet<string>) => void;
};

const SelectionContext = createContext<Selection>({ ids: [], chosen: new Set(), choose: () => undefined });

/** Around a table and its bar: remembers which of the rows in sight are ticked. */
export function RowSelection({ ids, children }: { readonly ids: readonly string[]; readonly children: ReactNode }) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  // Rows that left the list (another page, another filter) are no longer chosen: nobody acts on what he cannot see.
  const chosen = new Set(ids.filter((id) => picked.has(id)));
  return <SelectionContext value={{ ids, chosen, choose: setPicked }}>{children}</SelectionContext>;
}

/** The ids that are ticked now. */
export function useSelection(): readonly string[] {
  return [...use(SelectionContext).chosen];
}

/** The tick in the table's head. */
export function SelectAll() {
  const { ids, chosen, choose } = use(SelectionContext);
  const t = useTranslations("ui");
  return (
    <Checkbox
      hideLabel
      isSelected={ids.length > 0 && chosen.size === ids.length}
      isIndeterminate={chosen.size > 0 && chosen.size < ids.length}
      onChange={(selected) => choose(new Set(selected ? ids : []))}
    >
      {t("selectAll")}
    </Checkbox>
  );
}

/** The tick of one row; `label` names the row. */
export function SelectRow({ id, label }: { readonly id: string; readonly label: string }) {
  const { chosen, choose } = use(SelectionContext);
  const t = useTranslations("ui");
  const toggle = (selected: boolean) => {
    const next = new Set(chosen);
    if (selected) next.add(id);
    else next.delete(id);
    choose(next);
  };
  return (
    <Checkbox hideLabel isSelected={chosen.has(id)} onChange={toggle}>
      {t("selectRow", { label })}
    </Checkbox>
  );
}

/** Appears once something is ticked, says how many, and offers what can be done with them. */
export function SelectionBar({ children }: { readonly children: ReactNode }) {
  const { chosen, choose } = use(SelectionContext);
  const t = useTranslations("ui");
  if (chosen.size === 0) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 border-b border-line bg-accent-soft px-4 py-2 text-accent-soft-foreground"
    >
      <span className="font-medium">{t("selected", { count: chosen.size })}</span>
      {children}
      <Button variant="ghost" size="sm" onPress={() => choose(new Set())}>
        {t("clearSelection")}
      </Button>
    </div>
  );
}
