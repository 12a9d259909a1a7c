import { FileUp } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { NativeSelect } from "@/components/ui/native-select";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { customerFacets, listCustomers } from "@/lib/server/customers/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

const one = (value: string | string[] | undefined) => (typeof value === "string" && value !== "" ? value : undefined);

export default async function CustomersPage({ searchParams }: PageProps<"/customers">) {
  const actor = await requirePermission("customer:read");
  const query = await searchParams;
  const filters = Object.fromEntries((["q", "branch", "kind", "tag"] as const).flatMap((name) => (one(query[name]) ? [[name, one(query[name])]] : []))) as Record<string, string>;
  const before = one(query.before);
  const [{ rows, next }, facets, t, ui, locale, consents] = await Promise.all([listCustomers(actor, filters, before && isUuid(before) ? before : undefined), customerFacets(actor), getTranslations("customers"), getTranslations("ui"), getLocale(), getTranslations("consents")]);
  const href = (more: Record<string, string>) => `/customers?${new URLSearchParams({ ...filters, ...more })}` as Route;
  const choices = (values: readonly string[]) => [{ value: "", label: t("all") }, ...values.map((value) => ({ value, label: value }))];
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={t("title")} description={t("lead")} menu={can(actor, "customer:import") && <LinkButton href={"/customers/consents/import" as Route}>{consents("importAction")}</LinkButton>} action={can(actor, "customer:import") && <LinkButton href={"/customers/imports" as Route} variant="primary" icon={<FileUp aria-hidden size={16} />}>{t("import")}</LinkButton>} />
      <form action="/customers" role="search" className="flex flex-wrap items-end gap-2">
        <label className="flex min-w-0 flex-col gap-1 text-sm font-medium">
          {t("search")}
          <input name="q" type="search" defaultValue={filters.q} className="native-field w-full font-normal sm:w-72" />
        </label>
        <NativeSelect label={t("branch")} name="branch" defaultValue={filters.branch ?? ""} options={[{ value: "", label: t("all") }, ...facets.branches.map((branch) => ({ value: branch.code, label: locale === "en" ? branch.nameEn : branch.name }))]} />
        <NativeSelect label={t("kind")} name="kind" defaultValue={filters.kind ?? ""} options={choices(facets.kinds)} />
        <NativeSelect label={t("tag")} name="tag" defaultValue={filters.tag ?? ""} options={choices(facets.tags)} />
        <Button type="submit">{t("find")}</Button>
      </form>
      <Panel flush>
        <DataTable
          label={t("title")}
          columns={[
            { id: "name", header: t("name"), isRowHeader: true }, { id: "number", header: t("number") }, { id: "phone", header: t("phone") },
            { id: "branch", header: t("branch"), hideOnPhone: true }, { id: "kind", header: t("kind"), hideOnPhone: true }, { id: "products", header: t("products"), hideOnPhone: true }, { id: "prefers", header: t("prefers"), hideOnPhone: true },
          ]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              name: <Link className="row-link font-medium" href={`/customers/${row.id}` as Route}>{row.name}</Link>,
              number: row.number, phone: row.phone ?? "–", branch: locale === "en" ? row.branch.nameEn : row.branch.name, kind: row.kind ?? "–", products: row.products.join(ui("listSeparator")),
              prefers: <span className="flex gap-1">{row.elderFriendly && <Chip>{t("elder")}</Chip>}{row.wantsCalls && <Chip>{t("calls")}</Chip>}</span>,
            },
          }))}
          empty={<EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>}
        />
      </Panel>
      <Pagination previousHref={before ? href({}) : null} nextHref={next ? href({ before: next }) : null} />
    </div>
  );
}
