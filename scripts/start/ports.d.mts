/** Whether nothing listens on the port yet (on `host`, or on every address). */
export function isFree(port: number, host?: string): Promise<boolean>;
/** `preferred` if it is free on this machine's loopback address, else a free port that the system names. */
export function freePort(preferred?: number): Promise<number>;
