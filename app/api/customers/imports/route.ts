import { isSameOrigin } from "@/lib/domain/access/same-origin";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { CutOff, uploadedBytes } from "@/lib/server/api/upload";
import { receiveFile } from "@/lib/server/imports/receive";

const answer = (status: number, body: object) => Response.json(body, { status, headers: { "cache-control": "no-store" } });

/** Takes the file that an officer dropped on the import page, as it streams in; its columns are confirmed on the next page. */
export async function POST(request: Request) {
  if (!isSameOrigin(request.headers)) return answer(403, { code: "forbidden" });
  const caller = await sessionCaller("customer:import");
  if (!caller.ok) return caller.response;
  const fileName = new URL(request.url).searchParams.get("fileName")?.trim() || "customers.csv";
  const contentType = request.headers.get("content-type") ?? "";
  try {
    const received = await receiveFile(caller.actor, uploadedBytes(request), { fileName, contentType });
    if (received.ok) return answer(201, received.value);
    return answer(received.error.code === "import.too_large" ? 413 : 422, received.error);
  } catch (error) {
    if (error instanceof CutOff) return answer(400, { code: "api.body_cut_off" });
    throw error;
  }
}
