"use client";

import type { Route } from "next";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { ConsoleShell, type ConsoleShellProps } from "@/components/layout/console-shell";
import type { PaletteEntry } from "@/components/layout/palette-entries";
import { searchAction } from "../actions";

const ROOMS = { customer: "/customers", template: "/templates", campaign: "/campaigns" } as const;

/** The console's frame with what it cannot know by itself: how a session ends, and how things are looked up. */
export function SignedInShell(props: Omit<ConsoleShellProps, "onSignOut" | "onSearch">) {
  const t = useTranslations("shell.palette");
  const search = async (query: string): Promise<readonly PaletteEntry[]> => {
    const found = await searchAction({ query });
    if (!found.ok) return [];
    return found.value.map(({ kind, id, label, detail }) => ({ id: `${kind}:${id}`, label: `${label}  ${detail}`, kind: t(`kind.${kind}`), href: `${ROOMS[kind]}/${id}` as Route }));
  };
  return <ConsoleShell {...props} onSearch={search} onSignOut={() => void signOut({ callbackUrl: "/sign-in" })} />;
}
