import type { AuditJson } from "@/lib/domain/audit/chain";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import type { HelperChange, PreferenceState } from "./preference";

export const PREFERENCE_FIELDS = [
  ...PURPOSES.map((purpose) => `channels.${purpose}` as const),
  "quietHours", "elderFriendly", "noProfiling", "wantsCalls", "smallAmountYuan", "language", "helper",
] as const;
export type PreferenceField = (typeof PREFERENCE_FIELDS)[number];

/** One field before and after, as the audit trail keeps it. */
export type FieldChange = { readonly before: AuditJson; readonly after: AuditJson };
export type PreferenceChanges = { readonly [F in PreferenceField]?: FieldChange };

function valueOf(state: PreferenceState, field: PreferenceField): AuditJson {
  switch (field) {
    case "quietHours": return state.quietFrom === null || state.quietTo === null ? null : [state.quietFrom, state.quietTo];
    case "helper": return state.hasHelper ? "named" : "none";
    case "elderFriendly": case "noProfiling": case "wantsCalls": case "smallAmountYuan": case "language": return state[field];
    default: {
      const named = state.channels[field.slice("channels.".length) as (typeof PURPOSES)[number]];
      return named === undefined ? null : [...named];
    }
  }
}

/** What changed, field by field; of the helper only whether there is one, or that it is another person now. */
export function preferenceChanges(before: PreferenceState, after: PreferenceState, helper: HelperChange["change"] = "keep"): PreferenceChanges {
  const changes: { [F in PreferenceField]?: FieldChange } = {};
  for (const field of PREFERENCE_FIELDS) {
    const [was, is] = [valueOf(before, field), valueOf(after, field)];
    if (JSON.stringify(was) !== JSON.stringify(is)) changes[field] = { before: was, after: is };
  }
  if (helper === "name" && before.hasHelper) changes.helper = { before: "named", after: "renamed" };
  return changes;
}
