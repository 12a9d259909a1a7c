import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { navigationFor } from "@/components/layout/navigation";
import { readTheme, THEME_COOKIE } from "@/components/layout/theme";
import { Callout } from "@/components/ui/callout";
import { can, grant } from "@/lib/domain/access/permissions";
import { getSignedIn } from "@/lib/server/auth/session";
import { environment, isDemo } from "@/lib/server/env";
import { countOverdueInbound } from "@/lib/server/inbound/queries";
import { countOpenReviews } from "@/lib/server/reviews/queries";
import { countOpenRequests } from "@/lib/server/rights/queries";
import { getSetting } from "@/lib/server/settings/queries";
import { SignedInShell } from "./_components/signed-in-shell";

/** Draws the frame only: each page checks its own permission. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const signedIn = await getSignedIn();
  if (!signedIn) return children;
  const { actor } = signedIn;
  const [inboxReader, answerer] = [grant(actor, "inbox:read"), grant(actor, "rights:write")];
  const [locale, t, roles, stopped, open, overdue, requests] = await Promise.all([
    getLocale(), getTranslations("campaigns.stopAll"), getTranslations("role"), getSetting("sending.stopped"), can(actor, "review:read") ? countOpenReviews(actor) : 0,
    inboxReader ? countOverdueInbound(inboxReader) : 0, answerer ? countOpenRequests(answerer) : null,
  ]);
  const counts = { ...(open > 0 && { reviews: open }), ...(overdue > 0 && { inbox: overdue }), ...(requests && requests.open > 0 && { rights: requests.open }) };
  return (
    <SignedInShell
      items={navigationFor((permission) => can(actor, permission), { isDemo: isDemo(), counts })}
      person={{ name: actor.name, branch: locale === "en" ? signedIn.branchNameEn : signedIn.branchName, roles: actor.roles.map((role) => roles(role)).join(" · ") }}
      bankName={environment().BANK_NAME}
      isDemo={isDemo()}
      theme={readTheme((await cookies()).get(THEME_COOKIE)?.value)}
      notice={stopped && <Callout tone="warning" role="status">{t("releaseWhat", { by: stopped.by, reason: stopped.reason })}</Callout>}
    >
      {children}
    </SignedInShell>
  );
}
