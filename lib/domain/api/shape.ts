import { z } from "zod";

/** Shapes with a name of their own in the OpenAPI document; their words are at `api.fields.<id>.<field>`. */
export const apiShapes = z.registry<{ id: string; examples: unknown[] }>();

/** Names a shape for the document and gives it examples, which the tests parse with the shape itself. */
export function named<S extends z.ZodType>(id: string, shape: S, ...examples: z.input<S>[]): S {
  apiShapes.add(shape, { id, examples });
  return shape;
}

/** An instant as requests and responses write it: ISO 8601 with a zone. */
export const instant = z.iso.datetime({ offset: true });
