import { XLSX_TYPE } from "@/lib/domain/api/import-shapes";
import { importCustomers } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { defineRoute } from "@/lib/server/api/define-route";
import { mediaType } from "@/lib/server/api/read-body";
import { CutOff, uploadedBytes } from "@/lib/server/api/upload";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { receiveImport } from "@/lib/server/imports/commands";

export const POST = defineRoute(importCustomers, async ({ actor, query, request }) => {
  const contentType = mediaType(request);
  const fileName = query.fileName ?? (contentType === XLSX_TYPE ? "api.xlsx" : "api.csv");
  try {
    const received = await receiveImport(actor, uploadedBytes(request), { fileName, contentType, mapping: "auto" });
    if (received.ok) return ok({ id: received.value.id });
    const { code } = received.error;
    return fail({ status: code === "import.too_large" ? 413 : 422, code });
  } catch (error) {
    if (error instanceof CutOff) return fail({ status: 400, code: "api.body_cut_off" });
    throw error;
  }
});

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
