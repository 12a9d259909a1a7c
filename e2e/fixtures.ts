import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page } from "@playwright/test";

export type DemoRole = "officer" | "reviewer" | "manager" | "admin" | "admin2";

/** Signs in through the page, as a person does. */
export async function signIn(page: Page, role: DemoRole): Promise<void> {
  await page.context().clearCookies({ name: /next-auth/ });
  await page.goto("/sign-in");
  await page.getByLabel(/账号|Login/).fill(`${role}@demo`);
  await page.getByLabel(/^密码$|^Password$/).fill(process.env.DEMO_PASSWORD ?? "");
  await page.getByRole("button", { name: /^登录$|^Sign in$/ }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** Ticks a box or chooses an option where a person clicks: on its label, once it stands still (the input itself is out of sight). */
export async function tick(box: Locator): Promise<void> {
  if (await box.isChecked()) return;
  await box.locator("xpath=ancestor::label[1]").click();
  await expect(box).toBeChecked();
}

/** No WCAG 2.2 A or AA violation on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // React Aria's announcer keeps what it has announced for seven seconds; the thing it named may be gone by then.
  const { violations } = await new AxeBuilder({ page }).exclude("[data-live-announcer]").withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
}

/** A test that fails on whatever the browser itself complains about: errors in scripts, blocked styles, missing words. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        // The browser reports our own 403 and 404 answers as errors of loading; the tests look at those themselves.
        if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
