export type CallRules<T> = {
  readonly sizeMax: number;
  /** Messages with different keys cannot share a call. */
  readonly keyOf: (message: T) => string;
  /** Messages with the same token cannot share a call. */
  readonly tokenOf: (message: T) => string;
  /** Whether a message goes by itself. */
  readonly alone: (message: T) => boolean;
};

/** Sorts messages into calls, each in the order given: nothing is left out, nothing comes twice, no call is too large. */
export function planCalls<T>(messages: readonly T[], rules: CallRules<T>): readonly (readonly T[])[] {
  const calls: T[][] = [];
  const open = new Map<string, { call: T[]; tokens: Set<string> }>();
  for (const message of messages) {
    if (rules.alone(message) || rules.sizeMax <= 1) {
      calls.push([message]);
      continue;
    }
    const key = rules.keyOf(message);
    const token = rules.tokenOf(message);
    const fits = open.get(key);
    if (fits && fits.call.length < rules.sizeMax && !fits.tokens.has(token)) {
      fits.call.push(message);
      fits.tokens.add(token);
      continue;
    }
    const call = [message];
    calls.push(call);
    open.set(key, { call, tokens: new Set([token]) });
  }
  return calls;
}
