type Lock = { packages: Record<string, { optionalDependencies?: Record<string, string> }> };

/** The optional packages that a lock file does not name, with the version their parent asks for. */
export function missingOptionals(lock: Lock): { name: string; version: string }[];
