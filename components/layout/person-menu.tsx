"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu } from "@/components/ui/menu";

export type ShellPerson = { readonly name: string; readonly branch: string; readonly roles: string };

/** Who is signed in, for which branch, and the way out. */
export function PersonMenu({ person, onSignOut }: { readonly person: ShellPerson; readonly onSignOut: () => void }) {
  const t = useTranslations("shell.person");
  const trigger = (
    <span className="flex min-w-0 items-center gap-2">
      <span
        aria-hidden
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-medium text-accent-soft-foreground"
      >
        {[...person.name][0]}
      </span>
      <span className="hidden min-w-0 flex-col items-start leading-tight md:flex">
        <span className="max-w-32 truncate">{person.name}</span>
        <span className="max-w-32 truncate text-xs font-normal text-muted">{person.roles}</span>
      </span>
    </span>
  );
  const items = [{ id: "sign-out", label: t("signOut"), icon: <LogOut aria-hidden size={16} />, onPress: onSignOut }];
  return <Menu label={t("menu", { name: person.name })} trigger={trigger} items={items} />;
}
