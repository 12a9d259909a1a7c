import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

const HEROUI = { group: ["@heroui/*"], message: "Only components/ui knows the UI library." };
const PRISMA = { group: ["@/prisma/generated/*", "@/prisma/generated/**"], message: "The database client lives in lib/server and prisma." };
const COMMANDS = { group: ["@/lib/server/*/commands", "@/lib/server/*/*-commands"], message: "Pages read through queries and write through actions.ts." };
const SERVER = { group: ["@/lib/server/**"], message: "Components take data and actions as props." };
const APP = { group: ["@/app/**"], message: "Routes are not imported." };
const COMPONENTS = { group: ["@/components/**"], message: "The server layer and the domain must not know the interface." };
const I18N = { group: ["@/lib/i18n/**"], message: "The domain answers codes, never words." };
const DATABASE = { group: ["@/lib/server/db/**"], message: "Pages read through queries and write through actions.ts." };

const forbid = (...patterns) => ["error", { patterns }];
const environment = { selector: "MemberExpression[object.name='process'][property.name='env']", message: "Read the environment through lib/server/env.ts." };
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Pure code receives `now`." },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: "Pure code receives `now`." },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: "Pure code takes chance as an argument." },
];
const TESTS = ["**/*.test.ts", "tests/**", "e2e/**"];

export default tseslint.config(
  { ignores: [".next/**", "node_modules/**", "prisma/generated/**", "prisma/migrations/**", "data/**", "dist/**", "next-env.d.ts", ".scratch/**"] },
  ...next,
  ...tseslint.configs.strict,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/consistent-type-imports": "error",
      // `rows[0]!` after a check the compiler cannot follow is clearer than a second check.
      "@typescript-eslint/no-non-null-assertion": "off",
      // `void argument` names a permission that a query needs and does not otherwise use.
      "@typescript-eslint/no-meaningless-void-operator": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  { files: ["lib/domain/**"], rules: { "no-restricted-imports": forbid(SERVER, APP, COMPONENTS, I18N, PRISMA, HEROUI), "no-restricted-syntax": ["error", ...clock, environment] } },
  { files: ["lib/server/**"], rules: { "no-restricted-imports": forbid(APP, COMPONENTS, HEROUI), "no-restricted-syntax": ["error", environment] } },
  { files: ["lib/server/env.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["components/**"], rules: { "no-restricted-imports": forbid(SERVER, APP, PRISMA, HEROUI), "no-restricted-syntax": ["error", environment] } },
  { files: ["components/ui/**"], rules: { "no-restricted-imports": forbid(SERVER, APP, PRISMA) } },
  { files: ["app/**"], rules: { "no-restricted-imports": forbid(COMMANDS, DATABASE, PRISMA, HEROUI), "no-restricted-syntax": ["error", environment] } },
  { files: ["app/**/actions.ts", "app/api/**", "app/(customer)/**/route.ts"], rules: { "no-restricted-imports": forbid(PRISMA, HEROUI) } },
  { files: TESTS, rules: { "no-restricted-imports": "off", "no-restricted-syntax": "off", "@typescript-eslint/no-dynamic-delete": "off" } },
  { files: ["scripts/**", "bench/**"], rules: { "no-console": "off" } },
);
