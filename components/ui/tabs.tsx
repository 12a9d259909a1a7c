"use client";

import { Tabs as LibraryTabs } from "@heroui/react/tabs";
import type { ReactNode } from "react";
import { defined } from "./defined";

export type TabsProps = {
  readonly label: string;
  readonly items: readonly { readonly id: string; readonly label: ReactNode; readonly content: ReactNode }[];
  readonly selected?: string | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
};

/** Views of the same thing within a page; where the view belongs into the address, use `LinkTabs`. */
export function Tabs({ label, items, selected, onSelect }: TabsProps) {
  return (
    <LibraryTabs
      {...defined({
        selectedKey: selected,
        onSelectionChange: onSelect && ((key: string | number) => onSelect(String(key))),
      })}
      variant="secondary"
    >
      <LibraryTabs.ListContainer>
        <LibraryTabs.List aria-label={label}>
          {items.map((item) => (
            <LibraryTabs.Tab key={item.id} id={item.id}>
              {item.label}
              <LibraryTabs.Indicator />
            </LibraryTabs.Tab>
          ))}
        </LibraryTabs.List>
      </LibraryTabs.ListContainer>
      {items.map((item) => (
        <LibraryTabs.Panel key={item.id} id={item.id} className="px-0 pt-4">
          {item.content}
        </LibraryTabs.Panel>
      ))}
    </LibraryTabs>
  );
}
