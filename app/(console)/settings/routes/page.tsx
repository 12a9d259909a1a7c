import { getLocale, getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { wordOr } from "@/lib/i18n/word-or";
import { requirePermission } from "@/lib/server/auth/session";
import { listBranches } from "@/lib/server/branches/queries";
import { listRouteAccounts, listRoutes } from "@/lib/server/routes/queries";
import { SettingsHead } from "../_components/settings-head";
import { AskRoute } from "./_components/ask-route";
import { CreateRoute } from "./_components/create-route";
import { PlaceRoute } from "./_components/place-route";
import { RouteNotes } from "./_components/route-notes";
import { disableRouteAction, enableRouteAction, removeRouteAction } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("routes.title") };
}

export default async function RoutesPage() {
  const actor = await requirePermission("settings:read");
  const [t, words, purposes, locale, routes, accounts, branches] = await Promise.all([
    getTranslations("routes"),
    getTranslations("settings"),
    getTranslations("purpose"),
    getLocale(),
    listRoutes(actor),
    listRouteAccounts(actor),
    listBranches(actor),
  ]);
  const mayWrite = can(actor, "settings:write");
  const nameOf = (branch: { readonly name: string; readonly nameEn: string }) =>
    locale === "en" ? branch.nameEn : branch.name;
  const branchName = new Map(branches.map((branch) => [branch.path, nameOf(branch)]));
  const choices = branches
    .filter((branch) => branch.closedAt === null)
    .map((branch) => ({ value: branch.id, label: nameOf(branch), hint: branch.code }));
  const accountOf = (routeId: string) => routes.find((one) => one.id === routeId)?.account ?? "";
  const any = <span className="text-muted">{t("any")}</span>;
  return (
    <>
      <SettingsHead part="routes" action={mayWrite && <CreateRoute accounts={accounts} branches={choices} />} />
      <div className="flex flex-col gap-4">
        <div className="panel overflow-hidden">
          <DataTable
            label={words("routes.title")}
            empty={<EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>}
            columns={[
              { id: "account", header: t("account"), isRowHeader: true },
              { id: "channel", header: t("channel"), hideOnPhone: true, className: "whitespace-nowrap" },
              { id: "purpose", header: t("purpose"), className: "whitespace-nowrap" },
              { id: "number", header: t("number"), className: "whitespace-nowrap" },
              { id: "branch", header: t("branch"), hideOnPhone: true },
              { id: "rank", header: t("rank"), isNumber: true },
              { id: "weight", header: t("weight"), isNumber: true, hideOnPhone: true },
              { id: "state", header: words("state") },
              { id: "act", header: words("actions") },
            ]}
            rows={routes.map((route) => ({
              id: route.id,
              cells: {
                account: (
                  <>
                    {route.account}
                    <RouteNotes notes={route.notes} accountOf={accountOf} />
                  </>
                ),
                channel: words(`channel.${route.channel}`),
                purpose: route.purpose === null ? any : wordOr(purposes, route.purpose, route.purpose),
                number:
                  route.country === null && route.prefix === null ? (
                    any
                  ) : (
                    <code>{[route.country, route.prefix].filter((one) => one !== null).join(" ")}</code>
                  ),
                branch: route.branchPath === null ? any : (branchName.get(route.branchPath) ?? route.branchPath),
                rank: route.rank,
                weight: route.weight,
                state: route.disabled ? <Chip>{words("disabled")}</Chip> : <Chip tone="success">{words("inUse")}</Chip>,
                act: mayWrite && (
                  <span className="flex gap-1">
                    <PlaceRoute key={`${route.rank} ${route.weight}`} routeId={route.id} rank={route.rank} weight={route.weight} />
                    {route.disabled ? (
                      <>
                        <ActionButton action={enableRouteAction} input={{ routeId: route.id }}>
                          {words("enable")}
                        </ActionButton>
                        <ActionButton
                          action={removeRouteAction}
                          input={{ routeId: route.id }}
                          confirm={{ title: t("removeTitle"), text: t("removeText"), label: t("remove") }}
                        >
                          {t("remove")}
                        </ActionButton>
                      </>
                    ) : (
                      <ActionButton
                        action={disableRouteAction}
                        input={{ routeId: route.id }}
                        confirm={{ title: t("disableTitle"), text: t("disableText"), label: words("disable") }}
                      >
                        {words("disable")}
                      </ActionButton>
                    )}
                  </span>
                ),
              },
            }))}
          />
        </div>
        <Panel title={t("askTitle")} description={t("askLead")}>
          <AskRoute branches={choices} branchId={actor.branchId} />
        </Panel>
      </div>
    </>
  );
}
