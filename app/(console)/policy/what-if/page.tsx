import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { matrixAt } from "@/lib/domain/policy/matrix";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import { fail, type Result } from "@/lib/domain/shared/result";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { whatIf, type WhatIfReport } from "@/lib/server/decisions/what-if";
import { packInForce } from "@/lib/server/rules/queries";
import { one, readPack, type Search } from "../_components/policy-search";
import type { RuleParam } from "../_components/rule-schema";
import { paramsOf } from "../_components/rule-words";
import { WhatIfAnswer } from "../_components/what-if-report";
import { ChooseRule, WhatIfForm } from "../_components/what-if-form";
import { readSupposed, readTarget, targetKey, targetsOf } from "../_components/what-if-search";

export async function generateMetadata() {
  return { title: (await getTranslations("matrix"))("whatIfPage.title") };
}

type Refusal = { readonly code: string; readonly evidence?: Readonly<Record<string, string | number>> };

export default async function WhatIfPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("policy:read");
  const query = await searchParams;
  const [t, errors, pack] = await Promise.all([getTranslations("matrix"), getTranslations("errors"), packInForce(readPack(one(query.pack)) ?? undefined)]);
  const targets = targetsOf(matrixAt(pack, PACK_SOURCES[pack.code], now()));
  const wanted = readTarget(query);
  // Where nothing was chosen: the hours of offers, about which banks ask most.
  const key = targetKey(wanted ?? { rule: "quiet_hours", purpose: "promotion", channel: null });
  const held = targets.find((each) => targetKey(each) === key) ?? targets[0];
  const supposed = held === undefined ? null : readSupposed(query, held);
  let answer: Result<WhatIfReport, Refusal> | null = null;
  if (held !== undefined && supposed !== null) {
    answer = supposed.ok
      ? await whatIf(actor, pack.code, { rule: held.rule, purpose: held.purpose, channel: held.channel, params: supposed.params })
      : fail({ code: "policy.not_a_time" });
  }
  const shown = supposed?.ok === true ? supposed.params : Object.fromEntries((held === undefined ? [] : paramsOf(held.row)).map(({ param, value }): [string, RuleParam] => [param, value]));
  return (
    <>
      <PageHeader title={t("whatIfPage.title")} description={t("whatIfPage.lead")} breadcrumbs={[{ href: "/policy" as Route, label: t("title") }]} />
      <div className="grid items-start gap-4 lg:grid-cols-[22rem_1fr]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel>
            <ChooseRule pack={pack.code} targets={targets} chosen={key} />
          </Panel>
          {held !== undefined && (
            <Panel title={t("whatIfPage.suppose")}>
              <WhatIfForm key={key} pack={pack.code} held={held} supposed={shown} />
            </Panel>
          )}
        </div>
        {answer === null ? (
          <p className="py-2 text-muted">{t("whatIfPage.empty")}</p>
        ) : answer.ok ? (
          <WhatIfAnswer report={answer.value} />
        ) : (
          <Callout tone="danger" role="alert" title={t("whatIfPage.refused")}>
            {errors(reasonOf(answer.error), answer.error.evidence ?? {})}
          </Callout>
        )}
      </div>
    </>
  );
}

/** The shape's own code says more than "invalid value" does. */
function reasonOf({ code, evidence }: Refusal): string {
  const reason = evidence?.reason;
  return code === "policy.invalid_value" && typeof reason === "string" && reason.startsWith("policy.") ? reason : code;
}
