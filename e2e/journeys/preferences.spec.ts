import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, signIn, test } from "../fixtures";

// An old phone: narrow, and without scripts.
const OLD_PHONE = { viewport: { width: 360, height: 640 }, javaScriptEnabled: false } as const;

test.use({ viewport: { width: 360, height: 640 } });

async function oldPhone(browser: Browser, more: Parameters<Browser["newContext"]>[0] = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ ...OLD_PHONE, locale: "zh-CN", timezoneId: "Asia/Shanghai", baseURL: test.info().project.use.baseURL ?? "", ...more });
  return { context, page: await context.newPage() };
}

/** A slip as the counter prints one; the address is what the QR code says. */
async function makeSlip(page: Page, number: string): Promise<{ path: string; customer: string }> {
  await signIn(page, "officer");
  await page.goto(`/customers?q=${number}`);
  await page.getByRole("row").filter({ hasText: number }).getByRole("link").first().click();
  await page.getByRole("link", { name: "查看与修改" }).click();
  await page.getByRole("button", { name: "生成二维码" }).click();
  await expect(page.getByRole("img", { name: /二维码/ })).toBeVisible();
  const address = await page.getByText(/\/preferences\/[A-Za-z0-9_-]{43}/).innerText();
  const customer = /\/customers\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
  return { path: new URL(address).pathname, customer };
}

/** WCAG 2.2 up to AAA, with the contrast of 7:1. */
async function expectAaa(page: Page, what: string): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"])
    .options({ rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } } })
    .analyze();
  expect([what, violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)]).toEqual([what, []]);
  expect(passes.map((one) => one.id)).toContain("color-contrast-enhanced");
}

async function fits(page: Page): Promise<void> {
  // Without scripts the page cannot measure itself: a picture of it tells its width.
  const box = await page.locator("main").boundingBox();
  expect(box!.width).toBeLessThanOrEqual(360);
}

test("a customer without scripts refuses all offers in one tap, comes back, and chooses how to be reached", async ({ page, browser }) => {
  const { path, customer } = await makeSlip(page, "C0010000011");
  const { context, page: phone } = await oldPhone(browser);
  const response = await phone.goto(path);
  expect(response?.status()).toBe(200);
  expect(response?.headers()["cache-control"]).toContain("no-store");
  expect(response?.headers()["referrer-policy"]).toBe("no-referrer");
  await expect(phone.locator('meta[name="robots"]').first()).toHaveAttribute("content", /noindex/);
  await expect(phone.getByRole("heading", { level: 1, name: "我的消息设置" })).toBeVisible();
  await expect(phone.getByRole("link", { name: "95599000" })).toHaveAttribute("href", "tel:95599000");
  await expect(phone.getByText(/编号C\*{6}0011/)).toBeVisible();
  await expect(phone.locator("body")).not.toContainText("C0010000011");
  await fits(phone);

  await phone.getByRole("button", { name: "不再接收任何推广" }).click();
  await expect(phone.getByRole("status")).toContainText("已经停止。您不会再收到产品推广：短信、电子邮件、电话都不会。");
  await expect(phone.getByText("您已经拒绝推广。我们不发。")).toBeVisible();
  await expect(phone.getByRole("button", { name: "不再接收任何推广" })).toHaveCount(0);
  // The hotline stays in sight at the very end of the page.
  await phone.getByRole("button", { name: "保存" }).scrollIntoViewIfNeeded();
  await expect(phone.getByRole("link", { name: "95599000" })).toBeInViewport();

  await phone.getByText("我想再收到推广").click();
  await phone.getByRole("button", { name: "是的，我同意" }).click();
  await expect(phone.getByRole("alert")).toContainText("请先勾选用什么方式接收推广");
  await phone.getByText("我想再收到推广").click();
  await phone.getByLabel("短信", { exact: true }).check();
  await phone.getByRole("button", { name: "是的，我同意" }).click();
  await expect(phone.getByRole("status")).toContainText("以后会有产品推广发给您");

  await phone.getByLabel("贷款通知，先用").selectOption({ label: "不要发" });
  await phone.getByLabel("从", { exact: true }).selectOption("21:00");
  await phone.getByLabel("到", { exact: true }).selectOption("08:00");
  await phone.getByLabel("我要简单好懂的短信").check();
  await phone.getByRole("button", { name: "保存" }).click();
  const now = phone.getByRole("status");
  await expect(now).toContainText("贷款通知不再发给您。还款日要您自己记住。");
  await expect(now).toContainText("每天21:00到08:00不打扰您。安全提醒除外。");
  await expect(now).toContainText("账户有危险时，我们一定尽快告诉您");
  await phone.getByLabel("从", { exact: true }).selectOption("不设");
  await phone.getByRole("button", { name: "保存" }).click();
  await expect(phone.getByRole("alert")).toContainText("安静时段要填开始和结束两个时间");

  await page.goto(`/customers/${customer}/preferences`);
  await expect(page.getByRole("list", { name: "谁在何时改了什么" })).toContainText("客户本人页面");
  await expect(page.getByRole("list", { name: "谁在何时改了什么" })).toContainText("21:00–08:00");
  await context.close();
});

test("the page opens with a code by text, once", async ({ page, browser }) => {
  const { customer } = await makeSlip(page, "C0010000012");
  await page.goto(`/customers/${customer}`);
  await page.getByRole("button", { name: "查看完整资料" }).click();
  await page.getByLabel("查看原因").fill("客户忘记了登记的号码");
  await page.getByRole("button", { name: "显示", exact: true }).click();
  const number = (await page.getByText(/^\+86\d{11}$/).innerText()).replace("+86", "");

  const texts = page.getByText(/验证码\d{6}，用于打开您的消息设置/);
  await page.goto(`/phones?customer=${customer}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const earlier = await texts.count();

  const { context, page: phone } = await oldPhone(browser);
  await phone.goto("/preferences");
  await phone.getByLabel("手机号").fill(number);
  await phone.getByRole("button", { name: "给我发验证码" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "输入验证码" })).toBeVisible();
  const known = await phone.locator("main").innerText();

  await expect(async () => {
    await page.goto(`/phones?customer=${customer}`);
    expect(await texts.count()).toBeGreaterThan(earlier);
  }).toPass({ timeout: 30_000 });
  const text = await texts.last().innerText();
  const code = /验证码(\d{6})/.exec(text)?.[1] ?? "";
  expect(text).toContain("请勿告知他人");

  await phone.getByLabel("短信里的6位数字").fill(code === "000000" ? "000001" : "000000");
  await phone.getByRole("button", { name: "打开" }).click();
  await expect(phone.getByRole("alert")).toContainText("验证码不对，或者已经过期");
  await phone.getByLabel("短信里的6位数字").fill(code);
  await phone.getByRole("button", { name: "打开" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "我的消息设置" })).toBeVisible();

  // A number that nobody has looks the same.
  await phone.goto("/preferences");
  await phone.getByLabel("手机号").fill("15400000999");
  await phone.getByRole("button", { name: "给我发验证码" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "输入验证码" })).toBeVisible();
  expect(await phone.locator("main").innerText()).toBe(known);
  await context.close();
});

test("a wrong link and a revoked one show the same page, with nothing on it", async ({ page, browser }) => {
  const { path, customer } = await makeSlip(page, "C0010000013");
  await page.goto(`/customers/${customer}/preferences`);
  await page.getByRole("button", { name: "作废" }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: "作废" }).click();
  await expect(page.getByText("已作废").first()).toBeVisible();

  const { context, page: phone } = await oldPhone(browser);
  const seen: string[] = [];
  for (const address of [path, `/preferences/${"x".repeat(43)}`, "/preferences/short"]) {
    const response = await phone.goto(address);
    expect([address, response?.status()]).toEqual([address, 404]);
    seen.push(await phone.locator("body").innerText());
  }
  expect(new Set(seen).size).toBe(1);
  expect(seen[0]).toContain("打不开这个页面");
  await context.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const lang of ["zh-CN", "en"] as const) {
    test(`CN-OLD-03: reads well for everybody: AAA, 18 px and up, nothing wider than the screen (${colorScheme}, ${lang})`, async ({ page, browser }) => {
      test.setTimeout(240_000);
      const { path } = await makeSlip(page, "C0010000014");
      // axe itself is a script; that the page works without any is what the other journeys show.
      const { context, page: phone } = await oldPhone(browser, { javaScriptEnabled: true, colorScheme });
      const asking = "/preferences/code?for=01990000-0000-4000-8000-000000000000";
      for (const address of [path, "/preferences", asking, "/preferences/short", `${path}?done=refused`, `${path}?problem=changed_since_read`]) {
        await phone.goto(`${address}${address.includes("?") ? "&" : "?"}lang=${lang}`);
        await expect(phone.locator("html")).toHaveAttribute("lang", lang);
        await phone.locator("details").evaluateAll((all) => { for (const one of all) (one as HTMLDetailsElement).open = true; });
        await expectAaa(phone, address);
        const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect([address, overflow <= 0]).toEqual([address, true]);
        const small = await phone.evaluate(() =>
          [...document.querySelectorAll("body *")]
            .filter((one) => one.textContent?.trim() && one.checkVisibility() && !one.closest("script, style, svg, [data-slot], [hidden]"))
            .filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 18)
            .map((one) => one.tagName),
        );
        expect([address, small]).toEqual([address, []]);
      }
      await context.close();
    });
  }
}

test("the language changes by a plain link, without scripts, and the page stays the customer's", async ({ page, browser }) => {
  const { path } = await makeSlip(page, "C0010000015");
  const { context, page: phone } = await oldPhone(browser);
  await phone.goto(path);
  await phone.getByRole("link", { name: "Switch to English" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "My message settings" })).toBeVisible();
  await expect(phone).toHaveURL(new RegExp(`${path}$`));
  await phone.getByRole("link", { name: "切换到中文" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "我的消息设置" })).toBeVisible();
  await context.close();
});
