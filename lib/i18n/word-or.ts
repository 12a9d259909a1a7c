type Words = { (key: string): string; has(key: string): boolean };

/** The words for a key, or `code` itself where a newer or older row carries one that has no words here. */
export function wordOr(words: Words, key: string, code: string): string {
  return words.has(key) ? words(key) : code;
}
