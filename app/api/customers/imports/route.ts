import { takeFile } from "@/lib/server/api/take-file";
import { receiveFile } from "@/lib/server/imports/receive";

/** Takes the file that an officer dropped on the import page; its columns are confirmed on the next page. */
export const POST = (request: Request) => takeFile(request, "customer:import", receiveFile);
