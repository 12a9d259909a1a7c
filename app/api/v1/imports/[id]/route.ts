import { getImport as operation } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { toImportBody } from "@/lib/server/api/import-body";
import { defineRoute } from "@/lib/server/api/define-route";
import { refusedByState } from "@/lib/server/api/refusal";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { getImport } from "@/lib/server/imports/queries";

export const GET = defineRoute(operation, async ({ actor, params, caller }) => {
  const view = await getImport(actor, params.id);
  return view ? ok(toImportBody(view, caller.language)) : fail(refusedByState({ code: "import.not_found" }));
});

export const POST = wrongMethod("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
