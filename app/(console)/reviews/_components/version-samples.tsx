import { useLocale, useTranslations } from "next-intl";
import { PhonePreview } from "@/components/message/phone-preview";
import { appraise } from "@/lib/domain/template/appraise";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatMoney } from "@/lib/i18n/format";
import type { ReviewedVersion } from "@/lib/server/reviews/queries";

const ORDER = ["shortest", "sample", "longest"] as const;

type Props = { readonly version: Pick<ReviewedVersion, "renderable" | "billingRule" | "price"> };

/** Samples of what everybody gets, and of what elder-friendly customers get where that is another text. */
export function VersionSamples({ version }: Props) {
  const t = useTranslations("reviews.detail");
  const { elderText } = version.renderable;
  if (elderText == null) return <TextSamples version={version} />;
  const elder = { ...version, renderable: { ...version.renderable, text: elderText } };
  return (
    <div className="flex flex-col gap-6">
      <section>
        <h3 className="mb-2 text-sm font-semibold">{t("plainSamples")}</h3>
        <TextSamples version={version} />
      </section>
      <section>
        <h3 className="mb-2 text-sm font-semibold">{t("elderSamples")}</h3>
        <TextSamples version={elder} />
      </section>
    </div>
  );
}

/** The same text with the shortest, the sample and the longest values, each with its segments. */
function TextSamples({ version }: Props) {
  const t = useTranslations("reviews.detail");
  const locale = useLocale() as Language;
  const appraisal = appraise(
    version.renderable,
    version.billingRule,
    version.price ? BigInt(version.price.micros) : null,
  );
  return (
    <div>
      <div className="grid gap-4 md:grid-cols-3">
        {ORDER.map((extreme) => {
          const { text, measure } = appraisal.renderings[extreme];
          return (
            <figure key={extreme} className="flex min-w-0 flex-col gap-2">
              <figcaption className="text-sm font-medium">
                {t(extreme)}
                {measure && (
                  <span className="block text-xs font-normal text-muted">
                    {t("segments", {
                      billing: measure.billing.segments,
                      radio: measure.segments,
                      characters: measure.billing.characters,
                    })}
                  </span>
                )}
              </figcaption>
              <PhonePreview
                isCompact
                sender={version.renderable.signature}
                messages={[{ id: extreme, text, from: "bank" }]}
              />
            </figure>
          );
        })}
      </div>
      {appraisal.costPerThousand && (
        <p className="mt-3 text-sm text-muted">
          {t("costMost", { cost: formatMoney(appraisal.costPerThousand.most, locale) })}
        </p>
      )}
    </div>
  );
}
