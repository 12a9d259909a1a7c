/** One thing to choose. */
export type Option<V extends string = string> = {
  readonly value: V;
  readonly label: string;
  /** One sentence below the label. */
  readonly hint?: string | undefined;
  readonly isDisabled?: boolean | undefined;
};
