import { grant } from "@/lib/domain/access/permissions";
import { hasEnded, type Progress } from "@/lib/domain/campaign/progress";
import { getActor } from "@/lib/server/auth/session";
import { campaignProgress } from "@/lib/server/campaigns/queries";
import { now } from "@/lib/server/clock";

const EVERY_MS = 1_000;
// Proxies cut connections that are silent for a minute; a comment line now and then keeps them open.
const COMMENT_EVERY = 20;

/** Server-sent events with the counts of one campaign, about once a second while they change. */
export async function GET(request: Request, { params }: RouteContext<"/api/campaigns/[campaignId]/progress">) {
  const signedIn = await getActor();
  const actor = signedIn && grant(signedIn, "campaign:read");
  if (!actor) return new Response(null, { status: signedIn ? 403 : 401 });
  const { campaignId } = await params;

  const read = async (): Promise<Progress | null> => {
    const found = await campaignProgress(actor, campaignId);
    if (!found) return null;
    const counts = found.tally.map((row) => ({ ...row, costMicros: String(row.costMicros) }));
    return { state: found.state, audience: found.frozenCount ?? 0, counts, pauseReason: found.pauseReason, at: now().toISOString() };
  };
  if (!(await read())) return new Response(null, { status: 404 });

  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let last = "";
      for (let round = 0; !request.signal.aborted; round += 1) {
        const progress = await read();
        if (!progress) break;
        const { at, ...content } = progress;
        const text = JSON.stringify(content);
        if (text !== last) controller.enqueue(encoder.encode(`data: ${JSON.stringify({ ...content, at })}\n\n`));
        else if (round % COMMENT_EVERY === 0) controller.enqueue(encoder.encode(": still here\n\n"));
        last = text;
        if (hasEnded(progress)) break;
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
      if (!request.signal.aborted) controller.close();
    },
  });
  return new Response(stream, { headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" } });
}
