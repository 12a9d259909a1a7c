import { isSameOrigin } from "@/lib/domain/access/same-origin";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { CutOff, uploadedBytes } from "@/lib/server/api/upload";
import { receiveList } from "@/lib/server/audience-lists/receive";

const answer = (status: number, body: object) => Response.json(body, { status, headers: { "cache-control": "no-store" } });

/** Takes the list that an officer dropped on the page of lists, as it streams in. */
export async function POST(request: Request) {
  if (!isSameOrigin(request.headers)) return answer(403, { code: "forbidden" });
  const caller = await sessionCaller("campaign:write");
  if (!caller.ok) return caller.response;
  const fileName = new URL(request.url).searchParams.get("fileName")?.trim() || "list.csv";
  const contentType = request.headers.get("content-type") ?? "";
  try {
    const received = await receiveList(caller.actor, uploadedBytes(request), { fileName, contentType });
    return received.ok ? answer(201, received.value) : answer(422, received.error);
  } catch (error) {
    if (error instanceof CutOff) return answer(400, { code: "api.body_cut_off" });
    throw error;
  }
}
