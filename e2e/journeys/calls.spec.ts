import { expect, expectAccessible, signIn, test } from "../fixtures";

const mark = Date.now().toString(36);
const name = `到期电话 ${mark}`;

test.describe.configure({ mode: "serial" });

test("an officer writes a notice as a call: what is read out is shown, an offer and a link are refused", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto("/templates/new");
  await page.getByLabel("名称", { exact: true }).fill(name);
  await page.getByLabel("编号", { exact: true }).fill(`loan.call-${mark}`);
  await page.getByRole("button", { name: /送达方式/ }).click();
  await page.getByRole("option", { name: "电话" }).click();
  await expect(page.getByText("只拨给选择了电话的客户").first()).toBeVisible();
  const text = page.getByRole("textbox", { name: "播报正文" });
  await text.fill("您的贷款将于三日后到期，详见https://m.hongyan-bank.example");
  await expect(page.getByText("电话中有链接")).toBeVisible();
  await text.fill("您的贷款将于三日后到期，请留足余额。");
  await expect(page.getByText("电话中有链接")).toBeHidden();
  await expect(page.getByText("一次通话按一次计费")).toBeVisible();
  await expect(page.locator("blockquote")).toContainText("请留足余额");
  await expectAccessible(page);
  await page.getByRole("button", { name: /用途/ }).click();
  await page.getByRole("option", { name: "产品推介" }).click();
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByText("只有账户、贷款和风险类通知可以用电话播报")).toBeVisible();
  await page.getByRole("button", { name: /用途/ }).click();
  await page.getByRole("option", { name: "贷款服务" }).click();
  await page.getByRole("button", { name: "提交审核" }).click();
  await expect(page).toHaveURL(/\/templates\/[0-9a-f-]{36}$/);
});

test("the reviewer reads that it is a call", async ({ page }) => {
  await signIn(page, "reviewer");
  await page.goto("/reviews");
  await page.getByRole("link", { name }).click();
  await expect(page.getByText("由机器播报，只拨给选择了电话的客户。")).toBeVisible();
  await expectAccessible(page);
});
