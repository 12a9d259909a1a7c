/** Waits until an address answers well; a refusal in words where it does not in time. */
export function answers(url: string): Promise<void>;
