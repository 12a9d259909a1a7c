/** Why an action did nothing; `code` has words under `errors`, `fields` maps form fields to codes. */
export type ActionFailure = {
  readonly code: string;
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  readonly requestId?: string;
  /** What the words of `code` need: counts, limits, dates. Never personal data. */
  readonly evidence?: Readonly<Record<string, string | number>>;
};

/** What a server action tells the form that called it. */
export type ActionResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ActionFailure };
