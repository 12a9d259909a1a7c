/** The parts of the settings in the order of the overview, with their addresses; words in i18n `settings.<part>`. */
export const SETTINGS_PARTS = {
  people: "/settings/people",
  branches: "/settings/branches",
  signatures: "/settings/signatures",
  links: "/settings/links",
  contacts: "/settings/contacts",
  carriers: "/settings/carriers",
  routes: "/settings/routes",
  filings: "/settings/filings",
  rules: "/policy",
  wordings: "/settings/wordings",
  values: "/settings/values",
  retention: "/settings/retention",
  apiKeys: "/settings/api-keys",
} as const;

export type SettingsPart = keyof typeof SETTINGS_PARTS;
