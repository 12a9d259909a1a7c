import { takeFile } from "@/lib/server/api/take-file";
import { receiveList } from "@/lib/server/audience-lists/receive";

/** Takes the list that an officer dropped on the page of lists. */
export const POST = (request: Request) => takeFile(request, "campaign:write", receiveList);
