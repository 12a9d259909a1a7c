/** The four kinds of message of design §1, and `education`, which counts as service. */
export const PURPOSES = ["account", "loan", "promotion", "risk", "education"] as const;
export type Purpose = (typeof PURPOSES)[number];

export const CHANNELS = ["sms", "email", "voice"] as const;
export type Channel = (typeof CHANNELS)[number];

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export const ROLES = ["officer", "reviewer", "manager", "administrator"] as const;
export type Role = (typeof ROLES)[number];
