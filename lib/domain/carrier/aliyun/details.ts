export type SentDetail = { readonly outId?: string | undefined };

/** Whether a page of QuerySendDetails holds the message: only its own out id proves it, never number and time alone. */
export function holdsReference(details: readonly SentDetail[], reference: string): boolean {
  const plain = reference.replaceAll("-", "");
  return details.some(({ outId }) => outId === reference || (outId?.startsWith("g.") === true && outId.includes(plain)));
}
