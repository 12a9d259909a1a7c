"use client";

import { BookOpenText, ChartColumn, ClipboardCheck, FileClock, Inbox, MessageSquareText, Send, Settings, Smartphone, Users } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";

const ICONS = {
  dashboard: ChartColumn, templates: BookOpenText, reviews: ClipboardCheck, campaigns: Send, customers: Users, messages: MessageSquareText,
  inbox: Inbox, phones: Smartphone, audit: FileClock, settings: Settings,
} as const;

export type NavLink = { readonly key: string; readonly href: Route; readonly label: string };

function isHere(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

/** The console's places; the one that is open says so to eyes and screen readers. */
export function ConsoleNav({ groups, label }: { readonly groups: readonly { readonly key: string; readonly label: string; readonly items: readonly NavLink[] }[]; readonly label: string }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="flex flex-col gap-4">
      {groups.map((group) => (
        <div key={group.key}>
          <p className="px-3 pb-1 text-xs text-muted">{group.label}</p>
          <ul>
            {group.items.map((item) => {
              const Icon = ICONS[item.key as keyof typeof ICONS];
              const here = isHere(item.href, path);
              return (
                <li key={item.key}>
                  <Link
                    href={item.href} aria-current={here ? "page" : undefined}
                    className={`flex h-9 items-center gap-2.5 rounded-md px-3 ${here ? "bg-surface-tertiary font-medium text-accent" : "hover:bg-surface-secondary"}`}
                  >
                    <Icon aria-hidden size={17} />
                    {item.label}
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
