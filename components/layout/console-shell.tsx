"use client";

import { Keyboard, MenuIcon, Search } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Drawer } from "@/components/ui/drawer";
import { IconButton } from "@/components/ui/icon-button";
import { KeyHint } from "@/components/ui/key-hint";
import { CommandPalette } from "./command-palette";
import { KeepSession } from "./keep-session";
import { KeysDialog } from "./keys-dialog";
import { Logo } from "./logo";
import { LocaleSwitch, ThemeSwitch } from "./looks-menu";
import { NAVIGATION, type NavigationItem } from "./navigation";
import { NavigationList } from "./navigation-list";
import type { PaletteEntry } from "./palette-entries";
import { PersonMenu, type ShellPerson } from "./person-menu";
import type { Theme } from "./theme";
import { useShortcuts } from "./use-shortcuts";

export type ConsoleShellProps = {
  readonly items: readonly NavigationItem[];
  readonly person: ShellPerson;
  readonly bankName: string;
  readonly isDemo: boolean;
  readonly theme: Theme;
  /** Actions beyond the menu: “New template”. The rooms themselves are added here. */
  readonly paletteEntries?: readonly PaletteEntry[];
  /** A server action that finds customers, templates, campaigns. Posted, so that no phone number is in an address. */
  readonly onSearch?: (query: string) => Promise<readonly PaletteEntry[]>;
  readonly onSignOut: () => void;
  /** What concerns everybody now: the emergency stop. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
};

type Overlay = "menu" | "palette" | "keys" | null;

/** What surrounds every console page: rooms on the left, search and person on top, keys everywhere. */
export function ConsoleShell(props: ConsoleShellProps) {
  const { items, person, bankName, isDemo, theme, paletteEntries = [], onSearch, onSignOut, notice, children } = props;
  const t = useTranslations("shell");
  const router = useRouter();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const overlayProps = (name: Exclude<Overlay, null>) => ({
    isOpen: overlay === name,
    onOpenChange: (open: boolean) => setOverlay(open ? name : null),
  });

  const rooms = items.map((item) => ({
    id: item.id,
    label: t(`nav.${item.id}`),
    kind: t("palette.go"),
    href: item.href,
    keywords: item.id,
  }));
  useShortcuts({
    onSearch: () => setOverlay("palette"),
    onPalette: () => setOverlay("palette"),
    onHelp: () => setOverlay("keys"),
    onGo: (key) => {
      const target = items.find((item) => item.key === key);
      if (target) router.push(target.href);
    },
  });

  return (
    <div className="flex min-h-dvh">
      <a href="#content" className="skip-link">
        {t("skipToContent")}
      </a>
      <aside className="console-nav sticky top-0 hidden h-dvh w-52 shrink-0 flex-col gap-4 overflow-y-auto border-e border-line bg-surface-secondary px-2.5 py-3 lg:flex">
        <Brand bankName={bankName} isDemo={isDemo} />
        <NavigationList items={items} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="console-bar sticky top-0 z-20 flex h-12 items-center gap-1 border-b border-line bg-background px-2 sm:px-4">
          <span className="lg:hidden">
            <IconButton label={t("openMenu")} icon={<MenuIcon aria-hidden />} onPress={() => setOverlay("menu")} />
          </span>
          <span className="me-auto min-w-0 truncate text-sm text-muted">
            <span className="sr-only">{t("person.branch")} </span>
            {person.branch}
          </span>
          <span className="hidden sm:block">
            <Button size="sm" icon={<Search aria-hidden />} onPress={() => setOverlay("palette")}>
              <span className="font-normal text-muted">{t("search.placeholder")}</span>
              <KeyHint keys={["/"]} />
            </Button>
          </span>
          <span className="sm:hidden">
            <IconButton label={t("search.label")} icon={<Search aria-hidden />} onPress={() => setOverlay("palette")} />
          </span>
          <span className="hidden sm:block">
            <IconButton label={t("keys.title")} icon={<Keyboard aria-hidden />} onPress={() => setOverlay("keys")} />
          </span>
          <LocaleSwitch />
          <ThemeSwitch theme={theme} />
          <PersonMenu person={person} onSignOut={onSignOut} />
        </header>
        {notice}
        <main
          id="content"
          tabIndex={-1}
          className="console-main mx-auto w-full max-w-[90rem] flex-1 px-4 pt-5 pb-16 outline-none sm:px-6"
        >
          {children}
        </main>
      </div>
      <Drawer {...overlayProps("menu")} title={<Brand bankName={bankName} isDemo={isDemo} />} placement="left">
        <NavigationList items={items} onChosen={() => setOverlay(null)} />
      </Drawer>
      <CommandPalette {...overlayProps("palette")} entries={[...paletteEntries, ...rooms]} onSearch={onSearch} />
      <KeysDialog {...overlayProps("keys")} items={items} />
      <KeepSession />
    </div>
  );
}

function Brand({ bankName, isDemo }: { readonly bankName: string; readonly isDemo: boolean }) {
  const t = useTranslations("shell");
  return (
    <Link
      href={NAVIGATION.dashboard.href as Route}
      className="flex min-w-0 items-center gap-2 rounded-md px-1.5 py-0.5 text-accent"
    >
      <Logo />
      <span className="flex min-w-0 flex-col leading-tight">
        <span className="flex items-center gap-1.5 text-base font-semibold text-foreground">
          {t("product")}
          {isDemo && <Chip>{t("demo")}</Chip>}
        </span>
        <span className="truncate text-xs font-normal text-muted">{bankName}</span>
      </span>
    </Link>
  );
}
