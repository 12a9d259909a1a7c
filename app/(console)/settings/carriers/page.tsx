import { Plus } from "lucide-react";
import type { Route } from "next";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { DefinitionList } from "@/components/ui/definition-list";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { grant } from "@/lib/domain/access/permissions";
import { formatDay } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { listUnmappedCodes } from "@/lib/server/providers/codes";
import { readHealth } from "@/lib/server/providers/health";
import { ownPhoneMasked } from "@/lib/server/people/own-phone";
import { listProviders, type ProviderRow } from "@/lib/server/providers/queries";
import { listOwnTests } from "@/lib/server/providers/tests";
import { ActionButton } from "@/components/form/action-button";
import { SettingsHead } from "../_components/settings-head";
import { AddPrice } from "./_components/add-price";
import { AccountFigures, AccountState } from "./_components/health";
import { PriceTable } from "./_components/price-table";
import { TestSend } from "./_components/test-send";
import { UnmappedCodes } from "./_components/unmapped-codes";
import { disableCarrierAction, enableCarrierAction } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("carriers.title") };
}

export default async function CarriersPage() {
  const actor = await requirePermission("settings:read");
  const [t, locale, timeZone, accounts, health, codes] = await Promise.all([getTranslations("settings"), getLocale(), getTimeZone(), listProviders(actor), readHealth(actor), listUnmappedCodes(actor)]);
  const writer = grant(actor, "provider:write");
  const mayWrite = writer !== null;
  const [phone, tests] = await Promise.all([writer && ownPhoneMasked(writer), writer && listOwnTests(writer)]);
  const contractOf = ({ contractNumber, contractEndsAt }: ProviderRow) =>
    contractEndsAt === null
      ? (contractNumber ?? t("none"))
      : t("carriers.contractUntil", { number: contractNumber ?? t("none"), day: formatDay(contractEndsAt, locale, timeZone) });
  const stateOf = (account: ProviderRow) => {
    const one = health.get(account.id);
    return one && <AccountState account={account} health={one} />;
  };
  const figuresOf = (account: ProviderRow) => {
    const one = health.get(account.id);
    return one && <AccountFigures account={account} health={one} />;
  };
  return (
    <>
      <SettingsHead
        part="carriers"
        action={
          mayWrite && (
            <LinkButton href="/settings/carriers/new" variant="primary" icon={<Plus aria-hidden size={16} />}>
              {t("carriers.create")}
            </LinkButton>
          )
        }
      />
      <div className="flex flex-col gap-4">
        {accounts.map((account) => (
          <Panel
            key={account.id}
            title={
              <>
                {account.name} {stateOf(account)}
              </>
            }
            aside={
              mayWrite && (
                <span className="flex flex-wrap gap-1">
                  {account.channel === "sms" && <TestSend accountId={account.id} name={account.name} phone={phone} result={tests?.get(account.id) ?? null} />}
                  <AddPrice accountId={account.id} name={account.name} />
                  <LinkButton href={`/settings/carriers/${account.id}/edit` as Route} variant="ghost" size="sm">
                    {t("change")}
                  </LinkButton>
                  {account.disabled ? (
                    <ActionButton
                      action={enableCarrierAction}
                      input={{ accountId: account.id }}
                      // Opening a line that can place calls is no slip of the hand.
                      {...(account.channel === "voice" ? { confirm: { title: t("carriers.openCallsTitle", { name: account.name }), text: t("carriers.openCallsText"), label: t("enable") } } : {})}
                    >
                      {t("enable")}
                    </ActionButton>
                  ) : (
                    <ActionButton
                      action={disableCarrierAction}
                      input={{ accountId: account.id }}
                      confirm={{ title: t("carriers.disableTitle", { name: account.name }), text: t("carriers.disableText"), label: t("disable") }}
                    >
                      {t("disable")}
                    </ActionButton>
                  )}
                </span>
              )
            }
          >
            <div className="grid items-start gap-4 lg:grid-cols-[20rem_1fr]">
              <DefinitionList
                items={[
                  { term: t("carriers.key"), value: <code>{account.key}</code> },
                  { term: t("carriers.driver"), value: <code>{account.driver}</code> },
                  { term: t("carriers.channel"), value: t(`channel.${account.channel}`) },
                  { term: t("carriers.speed"), value: t("carriers.speedValue", { speed: account.speedPerSecond }) },
                  { term: t("carriers.priority"), value: account.priority },
                  { term: t("carriers.contract"), value: contractOf(account) },
                  { term: t("carriers.offers"), value: account.takesOffers ? t("carriers.offersYes") : <Chip tone="warning">{t("carriers.offersNo")}</Chip> },
                  { term: t("carriers.secrets"), value: account.hasSecrets ? t("carriers.hasSecrets") : t("none") },
                ]}
              />
              <div className="flex min-w-0 flex-col gap-4">
                {figuresOf(account)}
                <PriceTable prices={account.prices} />
              </div>
            </div>
          </Panel>
        ))}
        <UnmappedCodes codes={codes} mayWrite={mayWrite} />
      </div>
    </>
  );
}
