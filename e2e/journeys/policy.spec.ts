import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "../fixtures";

// Rules are changed by two administrators, shown as they stood on any day, and handed to an inspector on two sheets.
test.describe.configure({ mode: "serial" });

const cell = (page: Page, purpose: string, rule: string): Locator => page.getByRole("row", { name: new RegExp(`^${purpose}`) }).locator(`[data-rule="${rule}"]`);

test("the matrix shows the law of the day: Order 31 until 2026-04-30, Order 74 from 2026-05-01", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto("/policy?at=2026-04-30");
  await expect(cell(page, "产品推介", "consent")).toContainText("31");
  await expect(page.getByText("2026年4月30日的规则")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/policy?at=2026-05-02");
  await expect(cell(page, "产品推介", "consent")).toContainText("74");
  // Who may not change rules sees no way to.
  await page.goto("/policy");
  await expect(page.getByRole("button", { name: /^修改/ })).toHaveCount(0);
});

test("an administrator proposes other hours for offers and cannot confirm them", async ({ page }) => {
  await signIn(page, "admin");
  await page.goto("/policy");
  await expect(cell(page, "产品推介", "quiet_hours")).toContainText("08:00–20:00");
  await expect(cell(page, "产品推介", "quiet_hours")).toContainText("08:00–21:00");
  await cell(page, "产品推介", "quiet_hours").getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("开始时间").fill("07:00");
  await dialog.getByLabel("结束时间").fill("19:00");
  await dialog.getByRole("button", { name: "提交修改" }).click();
  await expect(dialog.getByText(/请写明理由/).first()).toBeVisible();
  await dialog.getByLabel("修改理由").fill("客户反映早晨打扰");
  await dialog.getByRole("button", { name: "提交修改" }).click();
  await expect(dialog.getByText(/不得小于 08:00/).first()).toBeVisible();
  await dialog.getByLabel("开始时间").fill("09:00");
  await dialog.getByRole("button", { name: "提交修改" }).click();
  await expect(dialog).toBeHidden();
  const open = page.locator("section", { hasText: "待另一位管理员确认" });
  await expect(open).toContainText("客户反映早晨打扰");
  await expect(open).toContainText("等待另一位管理员");
  await expect(open.getByRole("button", { name: "确认" })).toHaveCount(0);
  await expect(cell(page, "产品推介", "quiet_hours")).toContainText("08:00–20:00");
  await expectAccessible(page);
});

test("nobody else decides it, and nothing has changed yet", async ({ page }) => {
  await signIn(page, "manager");
  await page.goto("/policy");
  await expect(page.getByText("客户反映早晨打扰")).toBeVisible();
  await expect(page.getByRole("button", { name: "确认" })).toHaveCount(0);
});

test("the second administrator confirms it, and it holds at once", async ({ page }) => {
  await signIn(page, "admin2");
  await page.goto("/policy");
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await expect(page.getByText("待另一位管理员确认")).toBeHidden();
  await expect(cell(page, "产品推介", "quiet_hours")).toContainText("09:00–19:00");
  await expect(cell(page, "产品推介", "quiet_hours")).toContainText("本行取值");
  const history = page.locator("section", { hasText: "修改记录" });
  await expect(history).toContainText("吴静");
  await expect(history).toContainText("孙维（确认）");
});

test("a try at half past seven in the evening says wait, with every rule and what it rests on", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto("/policy/try");
  await page.getByLabel("描述一位客户").check();
  await page.getByText("描述客户", { exact: true }).click();
  await page.getByRole("group", { name: "已同意" }).getByLabel("产品推介").check();
  await page.getByText("不用模板时").click();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(/^时间/).fill(`${tomorrow}T19:30`);
  await page.getByRole("button", { name: "判定" }).click();
  const answer = page.getByRole("status").filter({ hasText: "会等到" });
  await expect(answer).toContainText("09:00");
  await expect(page.getByRole("rowheader")).toHaveCount(25);
  await expect(page.getByRole("row", { name: /发送时段/ })).toContainText("19:30");
  expect(page.url()).toContain("agreed=promotion");
  await expectAccessible(page);
  // An hour earlier it would have gone.
  await page.getByLabel(/^时间/).fill(`${tomorrow}T18:30`);
  await page.getByRole("button", { name: "判定" }).click();
  await expect(page.getByRole("status").filter({ hasText: "会发送" })).toBeVisible();
});

test("a real customer is shown masked, and the look is in the audit trail", async ({ page }) => {
  await signIn(page, "manager");
  await page.goto("/policy/try?ask=1&who=number&number=C0010000024&purpose=account&channel=sms");
  await expect(page.getByRole("link", { name: /\*\*?.*C0010000024/ })).toBeVisible();
  await page.goto("/audit?action=decision.tried");
  await expect(page.getByRole("main")).toContainText("试算策略判定");
  await page.goto("/policy/try?ask=1&who=number&number=NOBODY&purpose=account&channel=sms");
  await expect(page.getByRole("alert").filter({ hasText: "无法判定" })).toBeVisible();
});

test("what if: the same hours, supposed before they held, would have changed messages of last month", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "manager");
  await page.goto("/policy/what-if");
  await page.getByLabel("开始时间").fill("12:00");
  await page.getByLabel("结束时间").fill("13:00");
  await page.getByRole("button", { name: "计算" }).click();
  await expect(page.getByRole("table", { name: "会有哪些不同" })).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await page.getByRole("table", { name: "会有哪些不同" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/messages\/[0-9a-f-]{36}$/);
  // Outside the bounds nothing is counted.
  await page.goto("/policy/what-if?ask=1&target=quiet_hours.promotion.&p.fromMinute=05:00&p.toMinute=20:00");
  await expect(page.getByRole("alert").filter({ hasText: "不得小于 08:00" })).toBeVisible();
});

test("the hours go back the same way, the other way round", async ({ page }) => {
  await signIn(page, "admin2");
  await page.goto("/policy");
  await cell(page, "产品推介", "quiet_hours").getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("开始时间").fill("08:00");
  await dialog.getByLabel("结束时间").fill("20:00");
  await dialog.getByLabel("修改理由").fill("恢复原来的时段");
  await dialog.getByRole("button", { name: "提交修改" }).click();
  await expect(dialog).toBeHidden();
  await signIn(page, "admin");
  await page.goto("/policy");
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await expect(cell(page, "产品推介", "quiet_hours")).toContainText("08:00–20:00");
});

test("it prints on exactly two sheets across, in both languages", async ({ page }) => {
  await signIn(page, "admin");
  for (const locale of ["zh-CN", "en"]) {
    await page.context().addCookies([{ name: "hongyan_locale", value: locale, url: page.url() }]);
    for (const pack of ["CN", "US"]) {
      await page.goto(`/policy?pack=${pack}`);
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      const text = pdf.toString("latin1");
      const sheets = [...text.matchAll(/\/Type\s*\/Page[^s]/g)].length;
      expect([locale, pack, sheets]).toEqual([locale, pack, 2]);
      // A4 on its side: 842 by 595 points.
      const [width = 0, height = 0] = (/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(text) ?? []).slice(1).map(Number);
      expect([Math.round(width), Math.round(height)]).toEqual([842, 595]);
    }
    await page.emulateMedia({ media: "print" });
    await expect(page.locator(".print-head").first()).toContainText(/[0-9a-f]{64}/);
    await expect(page.getByRole("navigation")).toHaveCount(0);
    await page.emulateMedia({ media: null });
  }
});

test("the matrix fits a phone, and the old address leads here", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, "admin");
  await page.goto("/settings/rules");
  await expect(page).toHaveURL(/\/policy$/);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
