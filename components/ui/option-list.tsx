"use client";

import { Description } from "@heroui/react/description";
import { Label } from "@heroui/react/label";
import { ListBox } from "@heroui/react/list-box";
import type { ReactNode } from "react";
import type { Option } from "./option";

type Props = { readonly options: readonly Option[]; readonly empty?: ReactNode };

/** The open list of a select, combo box or multi-select. */
export function OptionList({ options, empty }: Props) {
  return (
    <ListBox
      {...(empty === undefined
        ? {}
        : { renderEmptyState: () => <p className="px-3 py-2 text-sm text-muted">{empty}</p> })}
    >
      {options.map((option) => (
        <ListBox.Item
          key={option.value}
          id={option.value}
          textValue={option.label}
          isDisabled={option.isDisabled ?? false}
        >
          <span className="flex min-w-0 flex-col">
            <Label className="text-sm font-normal">{option.label}</Label>
            {option.hint !== undefined && <Description className="text-xs text-muted">{option.hint}</Description>}
          </span>
          <ListBox.ItemIndicator />
        </ListBox.Item>
      ))}
    </ListBox>
  );
}
