import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { Logo } from "./logo";
import { NAVIGATION } from "./navigation";

type Props = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

/** A page that has one thing to say. */
export function MessagePage({ icon, title, children, action }: Props) {
  const t = useTranslations("shell");
  return (
    <main className="mx-auto flex min-h-[70dvh] w-full max-w-lg flex-col items-start justify-center gap-3 px-6 py-12">
      <span className="mb-4 flex items-center gap-2 text-accent">
        <Logo />
        <span className="text-base font-semibold text-foreground">{t("product")}</span>
      </span>
      <span className="text-muted [&>svg]:size-8 [&>svg]:stroke-[1.25]">{icon}</span>
      <h1 className="text-xl font-semibold">{title}</h1>
      <div className="text-muted">{children}</div>
      <div className="mt-2 flex flex-wrap gap-2">
        {action}
        <LinkButton href={NAVIGATION.dashboard.href as Route}>{t("page.home")}</LinkButton>
      </div>
    </main>
  );
}
