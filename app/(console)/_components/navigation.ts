import type { Route } from "next";
import type { Permission } from "@/lib/domain/access/permissions";

export type NavigationItem = { readonly key: string; readonly href: Route; readonly permission: Permission; readonly demoOnly?: true };
export type NavigationGroup = { readonly key: "work" | "watch" | "manage"; readonly items: readonly NavigationItem[] };

/** Every place of the console with the permission its page asks for; words in i18n `console.nav`. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    key: "work",
    items: [
      { key: "dashboard", href: "/", permission: "dashboard:read" },
      { key: "templates", href: "/templates", permission: "template:read" },
      { key: "reviews", href: "/reviews", permission: "review:read" },
      { key: "campaigns", href: "/campaigns", permission: "campaign:read" },
      { key: "customers", href: "/customers", permission: "customer:read" },
      { key: "messages", href: "/messages", permission: "message:read" },
      { key: "inbox", href: "/inbox", permission: "inbox:read" },
      { key: "phones", href: "/phones", permission: "phones:use", demoOnly: true },
    ],
  },
  {
    key: "manage",
    items: [
      { key: "audit", href: "/audit", permission: "audit:read" },
      { key: "settings", href: "/settings", permission: "settings:read" },
    ],
  },
];
