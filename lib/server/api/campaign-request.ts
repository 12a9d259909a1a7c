import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { CampaignRequest } from "@/lib/domain/api/campaign-shapes";
import { grant } from "@/lib/domain/access/permissions";
import type { CreateCampaign, ValueSource } from "@/lib/domain/campaign/schema";
import { maySendOnRequest } from "@/lib/domain/template/use";
import { validateValue, type TemplateVariable } from "@/lib/domain/template/variable";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { now } from "../clock";
import { getVersionForUse } from "../templates/queries";
import { unknownCodes } from "./known-codes";
import { invalidInput, type ApiRefusal, type LocatedFault } from "./refusal";

const fault = (place: LocatedFault["place"], code: string, evidence: LocatedFault["evidence"] = {}): LocatedFault => ({
  where: "body",
  place,
  code,
  evidence,
});

type Bound = { readonly bindings: Record<string, ValueSource>; readonly faults: readonly LocatedFault[] };

/** Where each variable of the template comes from; a name is the customer's own unless the request says otherwise. */
function bind(
  variables: readonly TemplateVariable[],
  said: CampaignRequest["variables"] = {},
  language: Language,
): Bound {
  const bindings: Record<string, ValueSource> = {};
  const known = new Set(variables.map((variable) => variable.name));
  const faults = Object.keys(said)
    .filter((name) => !known.has(name))
    .map((name) => fault(["variables", name], "api.unknown_variable"));
  for (const variable of variables) {
    const { name, kind } = variable;
    const source = Object.hasOwn(said, name) ? said[name] : undefined;
    if (source === undefined) {
      if (kind === "name") bindings[name] = { from: "customer", field: "name" };
      else faults.push(fault(["variables", name], "render.missing_value", { name }));
    } else if (typeof source === "string") {
      const valid = validateValue(variable, source, language);
      if (!valid.ok) faults.push(fault(["variables", name], valid.error.code, { name }));
      bindings[name] = { from: "constant", value: source };
    } else bindings[name] = { from: "customer", field: source.customer };
  }
  return { bindings, faults };
}

export type ReadCampaign = { readonly input: CreateCampaign; readonly unknownCustomers: readonly string[] };

/** A campaign as the command takes it; everything in the request that leads nowhere is named at once. */
export async function readCampaign(
  actor: Authorized<"campaign:write">,
  body: CampaignRequest,
): Promise<Result<ReadCampaign, ApiRefusal & { code: string }>> {
  const reader = grant(actor, "template:read");
  const [version, unknown] = await Promise.all([
    reader && getVersionForUse(reader, body.template),
    unknownCodes(actor, body.audience),
  ]);
  const faults: LocatedFault[] = unknown.branches.map((index) =>
    fault(["audience", "branches", index], "api.unknown_branch"),
  );
  if (body.startAt !== undefined && new Date(body.startAt) <= now())
    faults.push(fault(["startAt"], "campaign.start_in_past"));
  if (unknown.customers.length > 0 && unknown.customers.length === body.audience.customers?.length)
    faults.push(fault(["audience", "customers"], "api.unknown_customers"));
  if (!version) return fail(invalidInput([fault(["template"], "template.not_found"), ...faults]));
  if (!maySendOnRequest(version.template.use)) faults.push(fault(["template"], "template.use_reserved"));
  const bound = bind(version.variables, body.variables, version.template.language as Language);
  faults.push(...bound.faults);
  if (faults.length > 0) return fail(invalidInput(faults));
  const input: CreateCampaign = {
    name: body.name,
    templateVersionId: version.id,
    audience: body.audience,
    bindings: bound.bindings,
    startAt: body.startAt ?? null,
    speedLimit: null,
    budgetYuan: null,
    providerAccountId: null,
    family: body.family ?? null,
    usesScore: body.usesScore ?? false,
    assessment: body.assessment ?? null,
  };
  return ok({ input, unknownCustomers: unknown.customers });
}
