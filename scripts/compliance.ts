import { writeFileSync } from "node:fs";
import { compliancePage } from "../lib/domain/policy/compliance-page.ts";
import { namedTests } from "./compliance/named-tests.ts";

writeFileSync("docs/compliance.md", compliancePage(namedTests()));
console.log("docs/compliance.md written");
