import type { z } from "zod";
import type { Permission } from "@/lib/domain/access/permissions";

/** The parts of the document, in its order. */
export const OPERATION_TAGS = ["messages", "customers", "campaigns", "decisions", "texts"] as const;
type OperationTag = (typeof OPERATION_TAGS)[number];

/** One endpoint: what it takes, who may call it, what it answers. Route and document are both made from it. */
export type Operation = {
  /** Words of the document: `api.operations.<id>`. */
  readonly id: string;
  readonly method: "get" | "post";
  /** Below /api/v1, with {parameters}. */
  readonly path: string;
  readonly tag: OperationTag;
  readonly permission: Permission;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** What the body is parsed with. */
  readonly body?: z.ZodType;
  /** What the document shows, where items of the body are judged one by one. */
  readonly bodyShown?: z.ZodType;
  readonly bodyMaxBytes?: number;
  /** The body is a file, handed on as a stream, in one of these types. */
  readonly file?: readonly string[];
  /** Honours Idempotency-Key. */
  readonly idempotent?: true;
  readonly success: { readonly status: 200 | 201 | 202; readonly shape: z.ZodType };
  /** Where the thing that was made can be read, with {id} from the answer. */
  readonly location?: string;
  /** Statuses that this endpoint adds to those of every endpoint. */
  readonly refusals: readonly (404 | 409 | 422)[];
};

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler receives, checked. */
export type OperationInput<O extends Operation> = {
  readonly params: Parsed<O["params"]>;
  readonly query: Parsed<O["query"]>;
  readonly body: Parsed<O["body"]>;
};

/** What a handler answers on success. */
export type OperationOutput<O extends Operation> = z.input<O["success"]["shape"]>;

/** Keeps the literal types of an operation, so that its handler is checked against its shapes. */
export function operation<const O extends Operation>(described: O): O {
  return described;
}
