/** The space in which the bank's own meanings of a carrier's report codes stand, beside that of its answers (`cmpp-submit-resp`). */
export function reportSpace(submitCodes: string): string {
  return `${submitCodes}:report`;
}

/** Whether codes of this space came in reports on messages that had been taken, and not as answers. */
export function isReportSpace(space: string): boolean {
  return space.endsWith(":report");
}
