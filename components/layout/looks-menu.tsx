"use client";

import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { rememberLocale, rememberTheme } from "./preference-cookies";
import { THEMES, type Theme } from "./theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Switches to the other language; says its name in that language. */
export function LocaleSwitch() {
  const t = useTranslations("shell.locale");
  const router = useRouter();
  const other = useLocale() === "en" ? "zh-CN" : "en";
  const choose = () => {
    rememberLocale(other);
    router.refresh();
  };
  return <IconButton label={t("switchTo")} icon={<Languages aria-hidden />} onPress={choose} />;
}

/** Paper, ink, or as the device has it. */
export function ThemeSwitch({ theme }: { readonly theme: Theme }) {
  const t = useTranslations("shell.theme");
  const [chosen, setChosen] = useState(theme);
  const Icon = ICONS[chosen];
  const choose = (next: Theme) => {
    rememberTheme(next);
    setChosen(next);
  };
  const items = THEMES.map((name) => {
    const ItemIcon = ICONS[name];
    return {
      id: name,
      label: t(name),
      icon: <ItemIcon aria-hidden size={16} />,
      isChosen: name === chosen,
      onPress: () => choose(name),
    };
  });
  return <Menu label={t("label")} icon={<Icon aria-hidden />} items={items} />;
}
