import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./e2e/browser";

const wide = { viewport: { width: 1280, height: 800 } };

export default defineConfig({
  testDir: "e2e",
  // One bank, one story: journeys build on each other's data, and two cores are soon busy.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: { baseURL: process.env.BASE_URL ?? "http://localhost:3000", launchOptions: await browserLaunch(), trace: "retain-on-failure", timezoneId: "Asia/Shanghai" },
  projects: [
    { name: "zh-CN", use: { ...wide, locale: "zh-CN" } },
    { name: "en-phone", testMatch: /access\/.*\.spec\.ts/, use: { viewport: { width: 360, height: 740 }, locale: "en-GB" } },
  ],
});
