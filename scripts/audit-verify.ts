import { verifyChain } from "@/lib/server/audit/verify";
import { runCommand } from "./admin/environment";

const FAULTS = {
  missing: "an entry before it is missing",
  changed: "its content was changed",
  unlinked: "it does not continue the entry before it",
};

await runCommand(async () => {
  const report = await verifyChain();
  if (report.whole) {
    console.log(`The audit trail is whole: ${report.entries} entries, head ${report.headHex}`);
    return 0;
  }
  console.error(
    `The audit trail is broken at entry ${report.brokenAt}: ${FAULTS[report.fault]}. The ${report.entries} entries before it are whole.`,
  );
  return 1;
});
