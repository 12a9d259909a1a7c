import { useTranslations } from "next-intl";
import { FilterText } from "@/components/layout/filter-text";
import { NativeSelect } from "@/components/ui/native-select";
import { MESSAGE_REASONS } from "@/lib/domain/message/reasons";
import { MESSAGE_BUCKETS } from "@/lib/domain/message/states";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import type { MessageSearch } from "./message-filters";

type Props = { readonly search: MessageSearch; readonly campaigns: readonly { readonly id: string; readonly name: string }[] };

// Rules, carriers and receipts share some reasons; each is offered once.
const REASONS = [...new Set<string>(MESSAGE_REASONS)];

/** Filters of the list as fields of a GET form. */
export function MessageFilterFields({ search, campaigns }: Props) {
  const t = useTranslations("messages");
  const words = useTranslations("message");
  const purposes = useTranslations("purpose");
  const isKnown = search.campaign === undefined || campaigns.some((one) => one.id === search.campaign);
  return (
    <>
      <NativeSelect
        name="stand"
        label={t("filter.state")}
        defaultValue={search.stand ?? ""}
        options={[
          { value: "", label: t("filter.allStates") },
          ...MESSAGE_BUCKETS.map((value) => ({ value, label: words(`bucket.${value}`) })),
          ...(["deferred", "queued", "submitting"] as const).map((value) => ({ value, label: words(`state.${value}`) })),
        ]}
      />
      <NativeSelect
        name="purpose"
        label={t("filter.purpose")}
        defaultValue={search.purpose ?? ""}
        options={[{ value: "", label: t("filter.allPurposes") }, ...PURPOSES.map((value) => ({ value, label: purposes(value) }))]}
      />
      <NativeSelect
        name="campaign"
        label={t("filter.campaign")}
        defaultValue={search.campaign ?? ""}
        options={[
          { value: "", label: t("filter.allCampaigns") },
          ...(isKnown || search.campaign === undefined ? [] : [{ value: search.campaign, label: t("filter.thisCampaign") }]),
          ...campaigns.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        name="reason"
        label={t("filter.reason")}
        defaultValue={search.reason ?? ""}
        options={[{ value: "", label: t("filter.allReasons") }, ...REASONS.map((value) => ({ value, label: words(`reason.${value}`) }))]}
      />
      <FilterText name="from" type="date" label={t("filter.from")} defaultValue={search.from} />
      <FilterText name="to" type="date" label={t("filter.to")} defaultValue={search.to} />
      {search.branch !== undefined && <FilterText name="branch" label={t("filter.branch")} defaultValue={search.branch} />}
      {search.customer !== undefined && <input type="hidden" name="customer" value={search.customer} />}
    </>
  );
}
