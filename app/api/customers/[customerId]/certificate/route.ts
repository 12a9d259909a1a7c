import { certificateDocument } from "@/app/(console)/customers/[customerId]/certificate/_components/certificate-document";
import { certificateWords } from "@/app/(console)/customers/[customerId]/certificate/_components/certificate-words";
import { isSameOrigin } from "@/lib/domain/access/same-origin";
import { fullCertificateSchema } from "@/lib/domain/consent/certificate-schema";
import { isUuid } from "@/lib/domain/shared/uuid";
import { pdfDownload } from "@/lib/server/api/download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import type { Certificate } from "@/lib/server/consents/certificate";
import { certifyConsents, certifyConsentsInFull } from "@/lib/server/consents/certificate-commands";
import { writePdf } from "@/lib/server/pdf/document";

type Context = RouteContext<"/api/customers/[customerId]/certificate">;

const refuse = (status: number, code: string) => Response.json({ code }, { status, headers: { "cache-control": "no-store" } });

async function fileOf(certificate: Certificate): Promise<Response> {
  const words = await certificateWords();
  return pdfDownload(`${words.t("title")}-${certificate.customer.number}.pdf`, await writePdf(certificateDocument(certificate, words)));
}

/** The certificate of a customer's consents as PDF, name and number masked. */
export async function GET(_request: Request, { params }: Context) {
  const caller = await sessionCaller("customer:read");
  if (!caller.ok) return caller.response;
  const { customerId } = await params;
  const issued = isUuid(customerId) ? await certifyConsents(caller.actor, customerId) : null;
  return issued?.ok ? fileOf(issued.value) : refuse(404, "customer.not_found");
}

/** The same with name and number in full: asked for with a reason, which is recorded before the file leaves. */
export async function POST(request: Request, { params }: Context) {
  if (!isSameOrigin(request.headers)) return refuse(403, "forbidden");
  const caller = await sessionCaller("customer:read", "customer:reveal");
  if (!caller.ok) return caller.response;
  const { customerId } = await params;
  const input = fullCertificateSchema.safeParse(await request.json().catch(() => null));
  if (!input.success) return refuse(422, "customer.reveal_reason_missing");
  const issued = isUuid(customerId) ? await certifyConsentsInFull(caller.actor, { customerId, reason: input.data.reason }) : null;
  return issued?.ok ? fileOf(issued.value) : refuse(404, "customer.not_found");
}
