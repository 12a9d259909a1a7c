import { takeFile } from "@/lib/server/api/take-file";
import { receiveConsents } from "@/lib/server/consents/receive";

/** Takes the file of consents that somebody dropped on the page of consent imports. */
export const POST = (request: Request) => takeFile(request, "customer:import", receiveConsents);
