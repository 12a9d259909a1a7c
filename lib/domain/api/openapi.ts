import { z } from "zod";
import { OPERATION_TAGS, type Operation } from "./operation";
import { OPERATIONS } from "./operations";
import { problemShape } from "./problem";
import { apiShapes, shapeExamples } from "./shape";

/** Looks a text of the document up, by its key under `api`; null where there is none. */
export type DocumentWords = (key: string) => string | null;

type Json = { [key: string]: unknown };

const COMMON_REFUSALS = [400, 401, 403, 429, 500] as const;
const SCHEMAS = "#/components/schemas/";

function idOf(shape: z.ZodType): string {
  const id = apiShapes.get(shape)?.id;
  if (id === undefined) throw new Error("a shape of the API has no name: wrap it in named(…)");
  return id;
}

const refTo = (shape: z.ZodType): Json => ({ $ref: SCHEMAS + idOf(shape) });
const without = (schema: Json, ...keys: string[]): Json =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));

/** Adds the words of each field; a reference may carry a description of its own since OpenAPI 3.1. */
function described(id: string, schema: Json, words: DocumentWords): Json {
  const properties = schema.properties as Record<string, Json> | undefined;
  const own = words(`shapes.${id}`);
  return {
    ...without(schema, "$schema", "$id", "id"),
    ...(own === null ? {} : { description: own }),
    examples: shapeExamples.get(id)?.examples,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => {
          const description = words(`fields.${id}.${name}`);
          return [name, description === null ? property : { ...property, description }];
        }),
      ),
    }),
  };
}

function componentSchemas(words: DocumentWords): Json {
  const { schemas } = z.toJSONSchema(apiShapes, { uri: (id) => SCHEMAS + id, io: "input" });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, described(id, schema as Json, words)]));
}

function parameters(operation: Operation, words: DocumentWords): Json[] {
  const listed: Json[] = [];
  for (const [where, shape] of [
    ["path", operation.params],
    ["query", operation.query],
  ] as const) {
    if (!shape) continue;
    const { properties, required } = z.toJSONSchema(shape, { io: "input" });
    for (const [name, schema] of Object.entries(properties ?? {})) {
      const mandatory = where === "path" || (required?.includes(name) ?? false);
      listed.push({
        name,
        in: where,
        required: mandatory,
        description: words(`parameters.${operation.id}.${name}`) ?? words(`parameters.${name}`),
        schema,
      });
    }
  }
  if (operation.idempotent) listed.push({ $ref: "#/components/parameters/IdempotencyKey" });
  listed.push({ $ref: "#/components/parameters/AcceptLanguage" });
  return listed;
}

function requestBody(operation: Operation): Json {
  if (operation.file) {
    const content = Object.fromEntries(
      operation.file.map((type) => [type, { schema: { type: "string", format: "binary" } }]),
    );
    return { requestBody: { required: true, content } };
  }
  const shape = operation.bodyShown ?? operation.body;
  return shape ? { requestBody: { required: true, content: { "application/json": { schema: refTo(shape) } } } } : {};
}

function responses(operation: Operation, words: DocumentWords): Json {
  const { status, shape } = operation.success;
  const headers = {
    "X-Request-Id": { $ref: "#/components/headers/RequestId" },
    ...(operation.idempotent && { "Idempotent-Replayed": { $ref: "#/components/headers/IdempotentReplayed" } }),
  };
  const refusals = new Set<number>([
    ...COMMON_REFUSALS,
    ...operation.refusals,
    ...(operation.body ? [413, 415, 422] : []),
    ...(operation.file ? [415] : []),
  ]);
  return {
    [status]: {
      description: words(`operations.${operation.id}.success`),
      headers,
      content: { "application/json": { schema: refTo(shape) } },
    },
    ...Object.fromEntries(
      [...refusals].sort().map((refusal) => [refusal, { $ref: `#/components/responses/Refused${refusal}` }]),
    ),
  };
}

function paths(words: DocumentWords): Json {
  const byPath: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    (byPath[operation.path] ??= {})[operation.method] = {
      operationId: operation.id,
      tags: [operation.tag],
      summary: words(`operations.${operation.id}.summary`),
      description: words(`operations.${operation.id}.description`),
      "x-permission": operation.permission,
      parameters: parameters(operation, words),
      ...requestBody(operation),
      responses: responses(operation, words),
    };
  }
  return byPath;
}

function refusedResponses(words: DocumentWords): Json {
  const content = { "application/problem+json": { schema: refTo(problemShape) } };
  const retryAfter = { "Retry-After": { $ref: "#/components/headers/RetryAfter" } };
  const entries = [400, 401, 403, 404, 409, 413, 415, 422, 429, 500].map((status) => {
    const headers = {
      "X-Request-Id": { $ref: "#/components/headers/RequestId" },
      ...(status === 429 || status === 409 ? retryAfter : {}),
    };
    return [`Refused${status}`, { description: words(`refusals.${status}`), headers, content }];
  });
  return Object.fromEntries(entries);
}

function headerParameter(name: string, words: DocumentWords, schema: Json): Json {
  return { name, in: "header", required: false, description: words(`headers.${name}`), schema };
}

/** The whole API as an OpenAPI 3.1 document, made from the shapes that also check requests. */
export function openApiDocument(words: DocumentWords): Json {
  const text = { schema: { type: "string" } };
  return {
    openapi: "3.1.1",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: words("title"),
      version: "1",
      description: words("description"),
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ apiKey: [] }],
    tags: OPERATION_TAGS.map((name) => ({ name, description: words(`tags.${name}`) })),
    paths: paths(words),
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: words("security") } },
      parameters: {
        IdempotencyKey: headerParameter("Idempotency-Key", words, { type: "string", minLength: 1, maxLength: 255 }),
        AcceptLanguage: headerParameter("Accept-Language", words, { type: "string", examples: ["zh-CN", "en"] }),
      },
      headers: {
        RequestId: { description: words("headers.X-Request-Id"), ...text },
        IdempotentReplayed: {
          description: words("headers.Idempotent-Replayed"),
          schema: { type: "string", enum: ["true"] },
        },
        RetryAfter: { description: words("headers.Retry-After"), schema: { type: "integer", minimum: 1 } },
      },
      responses: refusedResponses(words),
      schemas: componentSchemas(words),
    },
  };
}
