import { readFile } from "node:fs/promises";
import { expect, expectAccessible, signIn, test, tick } from "../fixtures";

// What a branch does when a customer agrees or refuses, and what it hands to whoever asks for proof.
test.describe.configure({ mode: "serial" });

const mark = Date.now().toString(36);
const evidence = `SQ-${mark}`;
const CUSTOMER = "C0010000033";
let customerPath = "";

test("an officer records consent at the desk under the words in force, and sees it in the matrix", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto(`/customers?q=${CUSTOMER}`);
  await page.getByRole("main").getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "授权状态" })).toBeVisible();
  customerPath = new URL(page.url()).pathname;
  await page.getByRole("button", { name: "登记客户意见" }).click();
  const dialog = page.getByRole("dialog");
  await tick(dialog.getByRole("radio", { name: /^同意/ }));
  await expect(dialog.getByText(/本人同意鸿雁示范银行/)).toBeVisible();
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel("凭证").fill(evidence);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await expect(dialog).toBeHidden();
  const offers = page.getByRole("row", { name: /产品推介/ });
  await expect(offers.getByText("同意", { exact: true })).toBeVisible();
  await expect(page.getByText(`文本 2026-1 · 凭证 ${evidence}`)).toBeVisible();
  await expectAccessible(page);
});

test("opens the certificate, which cites the audit entry, and downloads it as PDF", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto(customerPath);
  await page.getByRole("link", { name: "授权证明" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "客户授权证明" })).toBeVisible();
  const row = page.getByRole("row").filter({ hasText: evidence });
  await expect(row).toContainText(/#\d+ [0-9a-f]{16}/);
  await expect(row).toContainText("2026-1");
  await expect(page.getByText(/本人同意鸿雁示范银行/).first()).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载 PDF" }).click();
  const file = await readFile(await (await download).path());
  expect(file.subarray(0, 5).toString()).toBe("%PDF-");
  expect(file.length).toBeGreaterThan(10_000);
});

test("gives a reason for the certificate with full name and number", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto(`${customerPath}/certificate`);
  await page.getByRole("button", { name: "含完整姓名和号码" }).click();
  await page.getByLabel("出具原因").fill("运营商核查投诉");
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载完整证明" }).click();
  expect((await download).suggestedFilename()).toContain("客户授权证明");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a file of consents is taken with its evidence; rows without it are handed back", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto(customerPath);
  const number = /C\d{10}/.exec(await page.getByRole("main").innerText())?.[0] ?? "";
  await page.goto("/customers/consents/import");
  const csv = `客户号,渠道,用途,客户意见,日期,凭证\n${number},邮件,金融知识,同意,2026-03-05,${evidence}\n${number},邮件,贷款服务,同意,2026-03-05,\n`;
  await page.locator("input[type=file]").setInputFiles({ name: `授权-${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(page.getByText(`“授权-${mark}.csv”未登记的行`).first()).toBeVisible();
  await expect(page.getByText(/同意没有凭证/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(customerPath);
  await expect(page.getByRole("row", { name: /金融知识/ }).getByText("同意", { exact: true })).toBeVisible();
});

test("a reviewer publishes words that an administrator drafted, and nobody changes them afterwards", async ({ page }) => {
  const version = `J-${mark}`;
  await signIn(page, "admin");
  await page.goto("/settings/wordings/new");
  await page.getByLabel("版本").fill(version);
  for (const [label, text] of [["中文正文", "我同意接收金融知识短信。"], ["英文正文", "I agree to lessons by text."], ["发送频率（中文）", "每周一条"], ["发送频率（英文）", "once a week"]] as const) await page.getByLabel(label).fill(text);
  await page.getByRole("button", { name: /用途/ }).click();
  await page.getByRole("option", { name: "风险提醒" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByRole("heading", { level: 1, name: version })).toBeVisible();
  await expect(page.getByRole("button", { name: "发布" })).toHaveCount(0);
  const path = new URL(page.url()).pathname;
  await signIn(page, "reviewer");
  await page.goto("/reviews");
  await expect(page.getByRole("link", { name: /授权文本待发布/ })).toBeVisible();
  await page.goto(path);
  await expectAccessible(page);
  await page.getByRole("button", { name: "发布", exact: true }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "发布", exact: true }).click();
  await expect(page.getByText("已发布").first()).toBeVisible();
  await signIn(page, "admin");
  await page.goto(path);
  await expect(page.getByRole("link", { name: "修改草稿" })).toHaveCount(0);
});
