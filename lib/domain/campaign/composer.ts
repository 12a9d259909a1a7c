import type { AudienceRule } from "./audience";
import type { CreateCampaign, ValueSource } from "./schema";

/** What a person types into the composer; empty means not said. */
export type ComposerValues = {
  readonly name: string;
  readonly templateVersionId: string;
  readonly branches: readonly string[];
  readonly kinds: readonly string[];
  readonly products: readonly string[];
  readonly tags: readonly string[];
  readonly language: string;
  readonly ageFrom: string;
  readonly ageTo: string;
  readonly notContactedSinceDays: string;
  /** Id of an uploaded list. */
  readonly listId: string;
  readonly bindings: Readonly<Record<string, ValueSource>>;
  /** Wall clock of the bank, as `datetime-local` gives it: YYYY-MM-DDTHH:mm. */
  readonly startAt: string;
  readonly speedLimit: string;
  readonly budgetYuan: string;
  readonly family: string;
  readonly usesScore: boolean;
  readonly assessment: string;
};

export const EMPTY_COMPOSER: ComposerValues = {
  name: "", templateVersionId: "", branches: [], kinds: [], products: [], tags: [], language: "", ageFrom: "", ageTo: "", notContactedSinceDays: "", listId: "",
  bindings: {}, startAt: "", speedLimit: "", budgetYuan: "", family: "", usesScore: false, assessment: "",
};

// What is not a number stays not a number, so that the schema names the field instead of guessing.
const number = (text: string): number => Number(text.trim());
const said = (text: string) => text.trim() !== "";

/** The mainland's only zone has no summer time: a wall-clock time becomes an instant by its offset. */
const BANK_OFFSET = "+08:00";

/** The form as the command's schema takes it. */
export function toCampaignInput(values: ComposerValues): CreateCampaign {
  const audience: Record<string, unknown> = {};
  for (const list of ["branches", "kinds", "products", "tags"] as const) if (values[list].length > 0) audience[list] = [...values[list]];
  if (said(values.listId)) audience.listId = values.listId;
  if (said(values.language)) audience.languages = [values.language];
  for (const field of ["ageFrom", "ageTo", "notContactedSinceDays"] as const) if (said(values[field])) audience[field] = number(values[field]);
  return {
    name: values.name, templateVersionId: values.templateVersionId, audience: audience as AudienceRule, bindings: { ...values.bindings },
    startAt: said(values.startAt) ? `${values.startAt}:00${BANK_OFFSET}` : null,
    speedLimit: said(values.speedLimit) ? number(values.speedLimit) : null,
    budgetYuan: said(values.budgetYuan) ? values.budgetYuan.trim() : null,
    providerAccountId: null,
    family: said(values.family) ? values.family.trim() : null,
    usesScore: values.usesScore,
    // An assessment of nothing would read as if a score had been used.
    assessment: values.usesScore && said(values.assessment) ? values.assessment.trim() : null,
  };
}

type Stored = {
  readonly name: string; readonly templateVersionId: string; readonly audience: AudienceRule; readonly bindings: Readonly<Record<string, ValueSource>>;
  readonly startAt: Date | null; readonly speedLimit: number | null; readonly budgetYuan: string | null;
  readonly family: string | null; readonly usesScore: boolean; readonly assessment: string | null;
};

/** A stored campaign as the form shows it. */
export function toComposerValues(stored: Stored): ComposerValues {
  const { audience } = stored;
  const wallClock = stored.startAt ? new Date(stored.startAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 16) : "";
  return {
    name: stored.name, templateVersionId: stored.templateVersionId, branches: audience.branches ?? [], kinds: audience.kinds ?? [], products: audience.products ?? [], tags: audience.tags ?? [],
    language: audience.languages?.[0] ?? "", ageFrom: audience.ageFrom?.toString() ?? "", ageTo: audience.ageTo?.toString() ?? "", notContactedSinceDays: audience.notContactedSinceDays?.toString() ?? "", listId: audience.listId ?? "",
    bindings: stored.bindings, startAt: wallClock, speedLimit: stored.speedLimit?.toString() ?? "", budgetYuan: stored.budgetYuan ?? "",
    family: stored.family ?? "", usesScore: stored.usesScore, assessment: stored.assessment ?? "",
  };
}
