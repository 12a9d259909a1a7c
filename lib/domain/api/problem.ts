import { z } from "zod";
import { named } from "./shape";

/** One thing that is wrong and where: a JSON pointer into the body (RFC 9457 writes it as a URI fragment), a parameter or a header. */
export const problemItemShape = named(
  "ProblemItem",
  z.strictObject({
    pointer: z.string().optional(),
    parameter: z.string().optional(),
    header: z.string().optional(),
    code: z.string(),
    detail: z.string(),
  }),
  { pointer: "#/variables/amount", code: "api.required", detail: "必填，请求中没有这一项。" },
);

/** Problem details of RFC 9457, with the code that the words belong to and the id to quote when asking for help. */
export const problemShape = named(
  "Problem",
  z.strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(problemItemShape),
    requestId: z.string(),
  }),
  {
    type: "urn:hongyan:problem:api.invalid_body",
    title: "请求内容有误",
    status: 422,
    detail: "请求中有 1 处需要更正，逐项见 errors。",
    code: "api.invalid_body",
    errors: [{ pointer: "#/customer", code: "customer.not_found", detail: "没有这个客户号，或不在可见网点范围内。" }],
    requestId: "7b0f6c1e-0d0a-4b3e-9f6a-1d5f0c8a2b44",
  },
);

export type ProblemItem = z.output<typeof problemItemShape>;
export type Problem = z.output<typeof problemShape>;

/** The identifier of a kind of problem, as `type` carries it. */
export function problemType(code: string): string {
  return `urn:hongyan:problem:${code}`;
}
