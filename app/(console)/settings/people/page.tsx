import type { Route } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { FilterText } from "@/components/layout/filter-text";
import { ListFooter } from "@/components/layout/list-footer";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { listBranches } from "@/lib/server/branches/queries";
import { now } from "@/lib/server/clock";
import { listPeople } from "@/lib/server/people/queries";
import { ActionButton } from "@/components/form/action-button";
import { SettingsHead } from "../_components/settings-head";
import { ChangePerson, CreatePerson, ResetPassword } from "./_components/person-forms";
import { disablePersonAction, enablePersonAction } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("people.title") };
}

const one = (value: string | string[] | undefined) => (typeof value === "string" && value.trim() !== "" ? value.trim() : undefined);
const hrefOf = (q: string | undefined, after?: string) => `/settings/people?${new URLSearchParams({ ...(q && { q }), ...(after && { after }) })}` as Route;

export default async function PeoplePage({ searchParams }: PageProps<"/settings/people">) {
  const actor = await requirePermission("settings:read");
  const query = await searchParams;
  const [q, cursor] = [one(query.q)?.slice(0, 60), one(query.after)];
  const after = isUuid(cursor) ? cursor : undefined;
  const [t, roles, locale, { rows: people, next }, branches] = await Promise.all([
    getTranslations("settings"),
    getTranslations("role"),
    getLocale(),
    listPeople(actor, q ? { q } : {}, after),
    listBranches(actor),
  ]);
  const at = now();
  const nameOf = (branch: { readonly name: string; readonly nameEn: string }) => (locale === "en" ? branch.nameEn : branch.name);
  const options = branches.filter((branch) => branch.closedAt === null).map((branch) => ({ value: branch.id, label: nameOf(branch), hint: branch.code }));
  const mayWrite = can(actor, "person:write");
  return (
    <>
      <SettingsHead part="people" action={mayWrite && <CreatePerson branches={options} />} />
      <FilterBar action="/settings/people" isFiltered={q !== undefined}>
        <FilterText label={t("people.find")} name="q" defaultValue={q} hideLabel placeholder={t("people.find")} />
      </FilterBar>
      <div className="panel overflow-hidden">
        <DataTable
          label={t("people.title")}
          empty={<EmptyState title={t("people.none")} />}
          columns={[
            { id: "name", header: t("people.name"), isRowHeader: true },
            { id: "roles", header: t("people.roles") },
            { id: "branch", header: t("people.branch"), hideOnPhone: true },
            { id: "seen", header: t("people.seen"), hideOnPhone: true },
            { id: "act", header: t("actions") },
          ]}
          rows={people.map((person) => ({
            id: person.id,
            cells: {
              name: (
                <>
                  {person.name} {person.disabled && <Chip tone="warning">{t("disabled")}</Chip>}
                  <span className="block text-xs font-normal text-muted">{person.login}</span>
                </>
              ),
              roles: person.roles.map((role) => roles(role)).join(t("listSeparator")),
              branch: nameOf(person.branch),
              seen: person.lastSignInAt ? <Instant at={person.lastSignInAt} now={at} /> : t("never"),
              act: mayWrite && person.id !== actor.id && (
                <span className="flex flex-wrap gap-1">
                  <ChangePerson person={person} branches={options} />
                  <ResetPassword person={person} />
                  {person.disabled ? (
                    <ActionButton action={enablePersonAction} input={{ personId: person.id }}>
                      {t("enable")}
                    </ActionButton>
                  ) : (
                    <ActionButton
                      action={disablePersonAction}
                      input={{ personId: person.id }}
                      confirm={{ title: t("people.disableTitle", { name: person.name }), text: t("people.disableText"), label: t("disable") }}
                    >
                      {t("disable")}
                    </ActionButton>
                  )}
                </span>
              ),
            },
          }))}
        />
      </div>
      <ListFooter previousHref={after ? hrefOf(q) : undefined} nextHref={next ? hrefOf(q, next) : undefined} />
    </>
  );
}
