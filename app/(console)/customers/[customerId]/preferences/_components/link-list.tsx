import { getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { Chip } from "@/components/ui/chip";
import { ExactInstant } from "@/components/ui/instant";
import { wordOr } from "@/lib/i18n/word-or";
import type { LinkRow } from "@/lib/server/preferences/queries";
import { revokeLinkAction } from "../actions";

const TONES = { open: "success", expired: "neutral", revoked: "danger" } as const;

/** Ways to the customer's page: who made them, until when, whether they were used. */
export async function LinkList({ links, mayWrite }: { readonly links: readonly LinkRow[]; readonly mayWrite: boolean }) {
  const t = await getTranslations("preferences.console.links");
  if (links.length === 0) return <p className="text-sm text-muted">{t("empty")}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line border-t border-line">
      {links.map(({ id, source, state, createdBy, createdAt, expiresAt, lastUsedAt }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2 text-sm">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium">{wordOr(t, `source.${source}`, source)}</span>
              <Chip tone={TONES[state]}>{t(`state.${state}`)}</Chip>
              <span className="text-xs text-muted">{source === "code" ? t("self") : t("made", { name: createdBy })} · <ExactInstant at={createdAt} /></span>
            </p>
            <p className="text-xs text-muted">
              {t("until")} <ExactInstant at={expiresAt} /> · {lastUsedAt === null ? t("never") : <>{t("used")} <ExactInstant at={lastUsedAt} /></>}
            </p>
          </div>
          {mayWrite && state === "open" && (
            <ActionButton action={revokeLinkAction} input={{ linkId: id }} doneMessage={t("revoked")} confirm={{ title: t("revokeQuestion"), text: t("revokeText"), label: t("revoke") }}>
              {t("revoke")}
            </ActionButton>
          )}
        </li>
      ))}
    </ul>
  );
}
