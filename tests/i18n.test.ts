import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "@/lib/domain/shared/vocabulary";
import { loadMessages, type Messages } from "@/lib/i18n/load-messages";

type Element = ReturnType<InstanceType<typeof IntlMessageFormat>["getAst"]>[number];

function flatten(messages: Messages, above = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    const name = above === "" ? key : `${above}.${key}`;
    if (typeof value === "string") flat.set(name, value);
    else for (const [deep, words] of flatten(value, name)) flat.set(deep, words);
  }
  return flat;
}

/** Names of the arguments of a message, wherever they stand in it; of a select also the choices, which code decides. */
function argumentsOf(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    if ("options" in element) {
      const inside = Object.values(element.options).flatMap((option) => argumentsOf(option.value));
      const isPlural = "offset" in element;
      const choices = isPlural ? [] : Object.keys(element.options).map((option) => `${element.value}=${option}`);
      return [element.value, ...choices, ...inside];
    }
    if ("children" in element) return [`<${element.value}>`, ...argumentsOf(element.children)];
    // Literals and `#` have no name; arguments (plain, number, date, time) are types 1 to 4.
    return "value" in element && element.type >= 1 && element.type <= 4 ? [element.value] : [];
  });
}

const words = new Map(LANGUAGES.map((language) => [language, flatten(loadMessages(language))] as const));
const chinese = words.get("zh-CN") ?? new Map<string, string>();
const english = words.get("en") ?? new Map<string, string>();
const parse = (message: string, language: string) => argumentsOf(new IntlMessageFormat(message, language).getAst());
const argumentSet = (message: string, language: string) => [...new Set(parse(message, language))].sort();

function isReadable(message: string, language: string): boolean {
  try {
    return parse(message, language).length >= 0;
  } catch {
    return false;
  }
}

describe("the words of both languages", () => {
  it("are the same in number and name", () => {
    expect([...chinese.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect([...english.keys()].filter((key) => !chinese.has(key))).toEqual([]);
  });
  it("are never empty", () => {
    for (const [language, flat] of words) {
      expect([...flat].filter(([, value]) => value.trim() === "").map(([key]) => `${language}: ${key}`)).toEqual([]);
    }
  });
  it("can be read", () => {
    for (const [language, flat] of words)
      expect(
        [...flat].filter(([, value]) => !isReadable(value, language)).map(([key]) => `${language}: ${key}`),
      ).toEqual([]);
  });
  it("ask for the same arguments", () => {
    const differing = [...chinese].filter(([key, value]) => {
      const other = english.get(key);
      return (
        other !== undefined &&
        isReadable(value, "zh-CN") &&
        isReadable(other, "en") &&
        argumentSet(value, "zh-CN").join() !== argumentSet(other, "en").join()
      );
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });
  it("use full-width punctuation in Chinese sentences", () => {
    // A half-width comma or full stop between two Chinese characters is a slip of the keyboard.
    const slips = [...chinese].filter(([, value]) => /\p{Script=Han}[,;?!]\p{Script=Han}/u.test(value));
    expect(slips.map(([key]) => key)).toEqual([]);
  });
});

const ROOT = process.cwd();

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.join(folder, file));
}

const CALL = /^(?:await )?(?:use|get)Translations\("([\w.]+)"\)$/;

/** Which namespaces a name may stand for in a file: `const t = useTranslations("ui")`, also out of a `Promise.all`. */
function bindings(source: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const bind = (name: string | undefined, call: string | undefined) => {
    const namespace = CALL.exec(call?.trim() ?? "")?.[1];
    if (name && namespace) found.set(name, (found.get(name) ?? new Set()).add(namespace));
  };
  for (const [, name, call] of source.matchAll(/const (\w+) = ((?:await )?(?:use|get)Translations\("[\w.]+"\))/g))
    bind(name, call);
  for (const [, names = "", calls = ""] of source.matchAll(
    /const \[([\w\s,]+)\] = await Promise\.all\(\[([\s\S]*?)\]\);/g,
  )) {
    const split = calls.split(/,(?![^(]*\))/);
    names.split(",").forEach((name, index) => bind(name.trim(), split[index]));
  }
  return found;
}

function missingWords(file: string): string[] {
  const source = readFileSync(path.join(ROOT, file), "utf8");
  const keys = [...chinese.keys()];
  return [...bindings(source)].flatMap(([name, namespaces]) =>
    [...source.matchAll(new RegExp(`(?<![\\w.])${name}(?:\\.rich)?\\((["\`])([^"\`]+?)\\1`, "g"))]
      .map(([, quote, key = ""]) => ({
        key,
        fixed: quote === "`" ? (key.split("${")[0] ?? "") : key,
        isWhole: !key.includes("${"),
      }))
      .filter(
        ({ fixed, isWhole }) =>
          ![...namespaces].some((namespace) => {
            const full = `${namespace}.${fixed}`;
            return isWhole ? chinese.has(full) : keys.some((known) => known.startsWith(full));
          }),
      )
      .map(({ key }) => `${file}: ${[...namespaces].join("|")}.${key}`),
  );
}

describe("the pages", () => {
  it("say nothing for which there are no words", () => {
    expect([...sources("app"), ...sources("components")].flatMap(missingWords)).toEqual([]);
  });
});
