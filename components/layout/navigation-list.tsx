"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { isCurrent, NAVIGATION_GROUPS, type NavigationItem } from "./navigation";
import { NAVIGATION_ICONS } from "./navigation-icons";

/** The rooms of the console, grouped; on the left of wide screens, in a drawer on phones. */
export function NavigationList({
  items,
  onChosen,
}: {
  readonly items: readonly NavigationItem[];
  readonly onChosen?: () => void;
}) {
  const t = useTranslations("shell");
  const format = useFormatter();
  const pathname = usePathname();
  const groups = NAVIGATION_GROUPS.map((group) => ({ group, places: items.filter((item) => item.group === group) }));
  return (
    <nav aria-label={t("mainMenu")} className="flex flex-col gap-4">
      {groups
        .filter(({ places }) => places.length > 0)
        .map(({ group, places }) => (
          <div key={group}>
            <p className="px-2.5 pb-1 text-xs text-muted">{t(`group.${group}`)}</p>
            <ul className="flex flex-col gap-px">
              {places.map((item) => {
                const Icon = NAVIGATION_ICONS[item.id];
                return (
                  <li key={item.id}>
                    <Link
                      href={item.href}
                      aria-current={isCurrent(item.href, pathname) ? "page" : undefined}
                      onClick={() => onChosen?.()}
                      className="flex h-9 items-center gap-2.5 rounded-md px-2.5 hover:bg-default aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent-soft-foreground"
                    >
                      <Icon aria-hidden size={16} className="shrink-0" />
                      <span className="min-w-0 flex-1 truncate">{t(`nav.${item.id}`)}</span>
                      {item.count !== undefined && item.count > 0 && (
                        <span className="rounded-full bg-accent px-1.5 text-xs leading-5 font-medium text-accent-foreground">
                          {format.number(item.count)}
                        </span>
                      )}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
    </nav>
  );
}
