"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Dialog } from "@/components/ui/dialog";
import { KeyHint } from "@/components/ui/key-hint";
import type { NavigationItem } from "./navigation";

type Props = {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly items: readonly NavigationItem[];
};

/** Lists every key of the console. */
export function KeysDialog({ isOpen, onOpenChange, items }: Props) {
  const t = useTranslations("shell");
  const keys: [string, string[]][] = [
    ["Ctrl K", ["palette"]],
    ["/", ["search"]],
    ["?", ["help"]],
    ["Esc", ["close"]],
  ];
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t("keys.title")} size="md">
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2">
        {keys.map(([combination, [name]]) => (
          <Fragment key={combination}>
            <dt>{t(`keys.${name as "palette" | "search" | "help" | "close"}`)}</dt>
            <dd>
              <KeyHint keys={combination.split(" ")} />
            </dd>
          </Fragment>
        ))}
        {items.map((item) => (
          <Fragment key={item.id}>
            <dt>{t("keys.goTo", { place: t(`nav.${item.id}`) })}</dt>
            <dd>
              <KeyHint keys={["g", item.key]} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
