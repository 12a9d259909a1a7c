import { answerScrape } from "@/lib/server/telemetry/scrape";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const { status, headers, body } = await answerScrape(request.headers.get("authorization"));
  return new Response(body, { status, headers });
}
