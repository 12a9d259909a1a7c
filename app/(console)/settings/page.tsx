import { CalendarClock, FileStack, Gauge, KeyRound, Link2, Phone, RadioTower, Route as Signpost, Scale, ScrollText, Signature, Split, Users, type LucideIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { requirePermission } from "@/lib/server/auth/session";
import { SETTINGS_PARTS, type SettingsPart } from "./_components/settings-parts";

const ICONS: Readonly<Record<SettingsPart, LucideIcon>> = {
  people: Users,
  branches: Split,
  signatures: Signature,
  links: Link2,
  contacts: Phone,
  carriers: RadioTower,
  routes: Signpost,
  filings: FileStack,
  rules: Scale,
  wordings: ScrollText,
  values: Gauge,
  retention: CalendarClock,
  apiKeys: KeyRound,
};

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage() {
  await requirePermission("settings:read");
  const t = await getTranslations("settings");
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {(Object.entries(SETTINGS_PARTS) as [SettingsPart, string][]).map(([part, href]) => {
          const Icon = ICONS[part];
          return (
            <li key={part} className="panel relative flex gap-3 p-4">
              <Icon aria-hidden size={20} className="mt-0.5 shrink-0 text-muted" />
              <div className="min-w-0">
                <Link href={href as Route} className="prose-link font-medium after:absolute after:inset-0">
                  {t(`${part}.title`)}
                </Link>
                <p className="text-sm text-muted">{t(`${part}.lead`)}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
