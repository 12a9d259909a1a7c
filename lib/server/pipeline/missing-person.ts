import "server-only";
import type { PipelineCampaign } from "./campaign";
import type { PipelinePerson } from "./people";

/** Stands in for a customer who was erased after the freeze: counted, and withheld as one whose relationship ended. */
export function missingPerson(id: string, campaign: Pick<PipelineCampaign, "branchId" | "branchPath">): PipelinePerson {
  return {
    id, number: "", branchId: campaign.branchId, branchPath: campaign.branchPath, branchName: "", nameCipher: new Uint8Array(), toCipher: null, contactIndex: null,
    facts: {
      timeZone: "", hasContactPoint: false, closed: true, birthDate: null, birthYear: null, riskTolerance: null, groups: [], suppressions: [], consents: [],
      preferences: { channels: null, quietHours: null, elderFriendly: false, noProfiling: false, wantsCalls: false, smallAmount: null },
    },
  };
}
