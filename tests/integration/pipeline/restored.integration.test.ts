import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db/client";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { asOwner } from "../database";
import { expandAll, setClock, setStage, startCampaign, stateOf, takenFor, type Stage } from "./stage";
import { tallyOf } from "./sums";

// The statements that operators are told to run before workers start over a restored database: as they stand on the page.
const page = readFileSync("docs/operations/backup-and-upgrade.md", "utf8");
const [hold = "", letGo = ""] = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");

let stage: Stage;
beforeEach(async () => {
  setClock(12);
  stage = await setStage(3);
});

describe("a restored database", () => {
  it("sends nothing of what it believes to be waiting, until a person lets it go; what is cancelled is counted as kept back", async () => {
    const { id } = await startCampaign(stage.branch, "account");
    await expandAll(id);
    await asOwner(hold);
    await drainPipeline();
    expect([await stateOf(id), await takenFor(id), await tallyOf(id)]).toEqual(["paused", [], { pending: 3 }]);

    await db().campaign.update({ where: { id }, data: { state: "cancelled" }, select: { id: true } });
    await asOwner(letGo);
    await drainPipeline();
    expect([await takenFor(id), await tallyOf(id)]).toEqual([[], { withheld: 3 }]);
  });
});
