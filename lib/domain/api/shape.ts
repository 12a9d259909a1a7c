import { z } from "zod";

/** Shapes with a name of their own in the OpenAPI document; their words are at `api.fields.<id>.<field>`. */
export const apiShapes = z.registry<{ id: string }>();

/** What the document shows of each shape, by its name; the tests parse each example with the shape itself. */
export const shapeExamples = new Map<string, { readonly shape: z.ZodType; readonly examples: readonly unknown[] }>();

/** Names a shape for the document and gives it examples. */
export function named<S extends z.ZodType>(id: string, shape: S, ...examples: z.input<S>[]): S {
  apiShapes.add(shape, { id });
  shapeExamples.set(id, { shape, examples });
  return shape;
}

/** An instant as requests and responses write it: ISO 8601 with a zone. */
export const instant = z.iso.datetime({ offset: true });
