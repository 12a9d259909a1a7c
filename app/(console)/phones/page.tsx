import { Smartphone } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { PhonePreview } from "@/components/message/phone-preview";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { listPhones, phoneMessages } from "@/lib/server/carriers/simulator/phones";
import { now } from "@/lib/server/clock";
import { isDemo } from "@/lib/server/env";
import { ReplyBox } from "./_components/reply-box";
import { replyFromPhoneAction } from "./actions";

type Search = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;

function hrefOf(customer: string | undefined, before: string | undefined): Route {
  const query = new URLSearchParams({ ...(customer && { customer }), ...(before && { before }) });
  return (query.size === 0 ? "/phones" : `/phones?${query}`) as Route;
}

export async function generateMetadata() {
  return { title: (await getTranslations("phones"))("title") };
}

export default async function PhonesPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("phones:use");
  // There is nothing to look at where messages go to a real carrier.
  if (!isDemo()) notFound();
  const search = await searchParams;
  const wanted = one(search.before);
  const before = wanted !== undefined && !Number.isNaN(Date.parse(wanted)) ? wanted : undefined;
  const chosen = one(search.customer);
  const [t, { rows, next }] = await Promise.all([getTranslations("phones"), listPhones(actor, before ? { before } : {})]);
  const customerId = isUuid(chosen) ? chosen : rows[0]?.customerId;
  const phone = customerId === undefined ? null : await phoneMessages(actor, customerId);
  const at = now();
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      {rows.length === 0 && phone === null ? (
        <div className="panel">
          <EmptyState icon={<Smartphone aria-hidden />} title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        </div>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(18rem,24rem)_1fr]">
          <div>
            <nav aria-label={t("list")} className="panel max-h-[70vh] overflow-y-auto">
              <ul className="divide-y divide-line">
                {rows.map((row) => (
                  <li key={row.customerId}>
                    <Link
                      href={hrefOf(row.customerId, before)}
                      aria-current={row.customerId === customerId ? "true" : undefined}
                      className="block px-4 py-2.5 hover:bg-default aria-[current=true]:bg-accent-soft"
                    >
                      <span className="flex items-baseline justify-between gap-2">
                        <span className="font-medium">{row.nameMasked}</span>
                        <span className="text-xs text-muted">
                          <Instant at={row.lastAt} now={at} />
                        </span>
                      </span>
                      <span className="block text-xs text-muted tabular-nums">{row.phoneMasked}</span>
                      <span className="line-clamp-1 text-sm text-muted">{row.lastText}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            <ListFooter
              previousHref={before ? hrefOf(customerId, undefined) : undefined}
              nextHref={next ? hrefOf(customerId, next) : undefined}
            />
          </div>
          {phone === null ? (
            <div className="panel">
              <EmptyState icon={<Smartphone aria-hidden />} title={t("missing.title")}>
                {t("missing.text")}
              </EmptyState>
            </div>
          ) : (
            <div className="panel flex flex-col gap-3 p-4">
              <p className="text-center text-sm text-muted">
                <Link href={`/customers/${phone.customerId}` as Route} className="prose-link">
                  {t("owner", { name: phone.nameMasked, number: phone.number })}
                </Link>
              </p>
              <PhonePreview sender={phone.phoneMasked} messages={phone.texts}>
                <ReplyBox key={phone.customerId} customerId={phone.customerId} action={replyFromPhoneAction} />
              </PhonePreview>
              <p className="text-center text-xs text-muted">{t("hint")}</p>
            </div>
          )}
        </div>
      )}
    </>
  );
}
