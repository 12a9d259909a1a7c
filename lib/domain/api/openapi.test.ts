import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANGUAGES, type Language } from "@/lib/domain/shared/vocabulary";
import { openApiDocument, type DocumentWords } from "./openapi";
import { OPERATIONS } from "./operations";

type Json = { readonly [key: string]: unknown };

function wordsOf(language: Language): DocumentWords {
  const tree: unknown = JSON.parse(readFileSync(`lib/i18n/messages/${language}/api.json`, "utf8"));
  return (key) => {
    const found = key.split(".").reduce<unknown>((at, step) => (at as Json | undefined)?.[step], tree);
    return typeof found === "string" ? found : null;
  };
}

/** Every object inside a JSON value, with the path to it. */
function* objects(value: unknown, path = "#"): Generator<[path: string, object: Json]> {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) yield [path, value as Json];
  for (const [key, inner] of Object.entries(value)) yield* objects(inner, `${path}/${key}`);
}

describe.each(LANGUAGES)("the OpenAPI document in %s", (language) => {
  const document = openApiDocument(wordsOf(language)) as {
    paths: Record<string, Record<string, Json>>;
    components: { schemas: Record<string, Json> };
  };

  it("leads every reference somewhere", () => {
    for (const [path, object] of objects(document)) {
      if (typeof object.$ref !== "string") continue;
      const target = object.$ref
        .split("/")
        .slice(1)
        .reduce<unknown>((at, step) => (at as Json | undefined)?.[step], document);
      expect(target, `${path} → ${object.$ref}`).toBeTypeOf("object");
    }
  });

  it("explains every field, parameter, header and response", () => {
    for (const [path, object] of objects(document)) {
      if ("description" in object || "summary" in object) {
        expect(object.description, `${path}/description`).not.toBeNull();
        expect(object.summary, `${path}/summary`).not.toBeNull();
      }
    }
    for (const [id, schema] of Object.entries(document.components.schemas)) {
      expect(schema.examples, id).not.toHaveLength(0);
      for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, Json>)) {
        expect(property.description, `${id}.${name}`).toBeTypeOf("string");
      }
    }
  });

  it("lists each endpoint with an id of its own, what it takes, what it answers and how it refuses", () => {
    const listed = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(listed.sort()).toEqual(OPERATIONS.map((one) => `${one.method} ${one.path}`).sort());
    for (const one of OPERATIONS) {
      const described = document.paths[one.path]?.[one.method] as {
        operationId: string;
        requestBody?: unknown;
        responses: Json;
      };
      expect(described.operationId).toBe(one.id);
      expect(described.requestBody !== undefined).toBe(one.body !== undefined || one.file !== undefined);
      expect(Object.keys(described.responses)).toEqual(
        expect.arrayContaining([String(one.success.status), "400", "401", "403", "429", "500"]),
      );
    }
  });

  it("uses nothing that JSON Schema 2020-12 lets contradict itself: no leftovers of single schemas", () => {
    for (const [path, object] of objects(document.components.schemas)) {
      expect(Object.keys(object), path).not.toEqual(expect.arrayContaining(["$schema"]));
      expect(Object.keys(object), path).not.toEqual(expect.arrayContaining(["$id"]));
    }
  });
});
