import type { Route } from "next";
import type { Permission } from "@/lib/domain/access/permissions";

export const NAVIGATION_GROUPS = ["work", "insight", "system"] as const;
export type NavigationGroup = (typeof NAVIGATION_GROUPS)[number];

type Place = {
  readonly href: string;
  readonly group: NavigationGroup;
  /** The permission that the page itself asks for. */
  readonly permission: Permission;
  /** Pressed after `g`, it goes there. */
  readonly key: string;
  readonly demoOnly?: true;
};

/** The rooms of the console in the order of the menu. */
export const NAVIGATION = {
  dashboard: { href: "/", group: "work", permission: "dashboard:read", key: "d" },
  templates: { href: "/templates", group: "work", permission: "template:read", key: "t" },
  reviews: { href: "/reviews", group: "work", permission: "review:read", key: "r" },
  campaigns: { href: "/campaigns", group: "work", permission: "campaign:read", key: "c" },
  customers: { href: "/customers", group: "work", permission: "customer:read", key: "k" },
  messages: { href: "/messages", group: "work", permission: "message:read", key: "m" },
  inbox: { href: "/inbox", group: "work", permission: "inbox:read", key: "i" },
  rights: { href: "/rights", group: "work", permission: "rights:write", key: "h" },
  phones: { href: "/phones", group: "work", permission: "phones:use", key: "p", demoOnly: true },
  policy: { href: "/policy", group: "insight", permission: "policy:read", key: "y" },
  audit: { href: "/audit", group: "insight", permission: "audit:read", key: "a" },
  settings: { href: "/settings", group: "system", permission: "settings:read", key: "s" },
} as const satisfies Record<string, Place>;

export type NavigationId = keyof typeof NAVIGATION;

export type NavigationItem = {
  readonly id: NavigationId;
  readonly href: Route;
  readonly group: NavigationGroup;
  readonly key: string;
  /** Work that waits there: versions to review, replies to read. */
  readonly count?: number | undefined;
};

/** The menu of one person: what he may open, in this installation. */
export function navigationFor(
  may: (permission: Permission) => boolean,
  options: { readonly isDemo: boolean; readonly counts?: Partial<Record<NavigationId, number>> },
): NavigationItem[] {
  const places = Object.entries(NAVIGATION) as [NavigationId, Place][];
  return places
    .filter(([, place]) => may(place.permission) && (options.isDemo || !place.demoOnly))
    .map(([id, place]) => ({
      id,
      href: place.href as Route,
      group: place.group,
      key: place.key,
      count: options.counts?.[id],
    }));
}

/** Whether a page belongs to a room of the menu. */
export function isCurrent(href: string, pathname: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
