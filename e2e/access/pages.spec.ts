import { expect, expectAccessible, signIn, test, type DemoRole } from "../fixtures";

// Who may open what: the table of lib/domain/access/permissions.ts as a person meets it.
const PAGES: Record<string, Record<Exclude<DemoRole, "admin2">, 200 | 403>> = {
  "/": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/templates": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/templates/new": { officer: 200, reviewer: 403, manager: 403, admin: 200 },
  "/reviews": { officer: 403, reviewer: 200, manager: 403, admin: 403 },
  "/campaigns": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/campaigns/new": { officer: 200, reviewer: 403, manager: 403, admin: 200 },
  "/campaigns/lists": { officer: 200, reviewer: 403, manager: 403, admin: 200 },
  "/customers": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/customers?q=C0010000007": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/preferences": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/customers/imports": { officer: 200, reviewer: 403, manager: 403, admin: 200 },
  "/customers/consents/import": { officer: 200, reviewer: 403, manager: 403, admin: 200 },
  "/messages": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/phones": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/inbox": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/inbox?class=likelyRefusal&overdue=1": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/rights": { officer: 200, reviewer: 403, manager: 200, admin: 200 },
  "/rights?state=done": { officer: 200, reviewer: 403, manager: 200, admin: 200 },
  "/settings": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/people": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/branches": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/signatures": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/links": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/contacts": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/carriers": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/filings": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/carriers/new": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/routes": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/rules": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/wordings": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/settings/wordings/new": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/values": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/retention": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/settings/api-keys": { officer: 403, reviewer: 403, manager: 403, admin: 200 },
  "/policy": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/policy?pack=US&at=2026-04-30": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/policy/try": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/policy/what-if": { officer: 200, reviewer: 200, manager: 200, admin: 200 },
  "/audit": { officer: 403, reviewer: 200, manager: 200, admin: 200 },
};

for (const role of ["officer", "reviewer", "manager", "admin"] as const) {
  test(`${role} opens what the role may open and is refused the rest, accessibly`, async ({ page }) => {
    await signIn(page, role);
    test.setTimeout(600_000);
    let refusals = 0;
    for (const [path, expected] of Object.entries(PAGES)) {
      const response = await page.goto(path);
      expect([path, response?.status()]).toEqual([path, expected[role]]);
      if (expected[role] === 200) await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      else refusals += 1;
      // The page that refuses is the same wherever it stands.
      if (expected[role] === 200 || refusals === 1) await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect([path, overflow <= 0]).toEqual([path, true]);
    }
  });
}

test("a stranger is sent to the sign-in page, and a wrong password says so without saying whether the account exists", async ({ page }) => {
  await page.goto("/campaigns");
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible(page);
  const words: string[] = [];
  for (const login of ["officer.gx-02@demo", "nobody@demo"]) {
    await page.getByLabel(/账号|Login/).fill(login);
    await page.getByLabel(/^密码$|^Password$/).fill("certainly not it");
    await page.getByRole("button", { name: /^登录$|^Sign in$/ }).click();
    await expect(page.getByRole("alert").filter({ hasText: /./ }).first()).toBeVisible();
    words.push(await page.getByRole("alert").filter({ hasText: /./ }).first().innerText());
    await page.reload();
  }
  expect(words[0]).toBe(words[1]);
});
