import { expect, expectAccessible, signIn, test, tick } from "../fixtures";

// A person asks for a copy, then for erasure: an officer writes it down, a manager carries it out, and nobody can see a name any more.
test.describe.configure({ mode: "serial" });

// A demo customer whom no other journey uses: the erasure cannot be taken back.
let number = "";
let customerPath = "";
let erasurePath = "";

test("an officer writes down what a customer asks for, hands out a copy, and cannot carry out the erasure", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "officer");
  await page.goto("/customers");
  // The last of the first page: the demo's own customers come one after another, newest first.
  const row = page.getByRole("main").locator("tbody tr").last();
  number = (await row.locator("td").first().innerText()).trim();
  await row.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/);
  customerPath = new URL(page.url()).pathname;

  await page.getByRole("button", { name: "个人信息请求" }).click();
  await expectAccessible(page);
  await page.getByLabel("表单编号").fill("F-2026-001");
  await page.getByRole("dialog").getByRole("button", { name: "登记", exact: true }).click();
  await expect(page).toHaveURL(/\/rights\/[0-9a-f-]{36}$/);
  await expect(page.getByText("还剩 15 天")).toBeVisible();
  await expectAccessible(page);
  for (const [name, ending] of [["可读副本（PDF）", ".pdf"], ["机器可读副本（JSON）", ".json"]] as const) {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`个人信息 ${number}${ending}`);
    let text = "";
    for await (const piece of await file.createReadStream()) text += String(piece);
    expect(text).toContain(ending === ".pdf" ? "%PDF-" : `"number": "${number}"`);
  }
  await page.getByRole("button", { name: "已交付客户" }).click();
  await expect(page.getByText("制作 2 份副本，交付方式：柜面交付")).toBeVisible();

  await page.goto(customerPath);
  await page.getByRole("button", { name: "个人信息请求" }).click();
  await tick(page.getByRole("dialog").getByRole("radio", { name: /^删除/ }));
  await page.getByRole("dialog").getByRole("button", { name: "登记", exact: true }).click();
  await expect(page).toHaveURL(/\/rights\/[0-9a-f-]{36}$/);
  erasurePath = new URL(page.url()).pathname;
  await expect(page.getByText("须由主管执行，登记人本人不得执行。")).toBeVisible();
  await expect(page.getByRole("button", { name: "删除个人信息" })).toHaveCount(0);
});

test("a manager finds it in the worklist, mistypes the number once, and erases", async ({ page }) => {
  await signIn(page, "manager");
  await page.goto("/rights?kind=erasure");
  await expectAccessible(page);
  await page.getByRole("main").getByRole("row").filter({ hasText: number }).getByRole("link").click();
  await expect(page).toHaveURL(erasurePath);
  await page.getByRole("button", { name: "删除个人信息" }).click();
  await page.getByLabel("客户编号").fill("C000");
  await page.getByRole("button", { name: "永久删除" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "客户编号不符" }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("客户编号").fill(number);
  await page.getByRole("button", { name: "永久删除" }).click();
  await expect(page.getByText(/条短信的内容和号码已删除/)).toBeVisible();
  await expectAccessible(page);
});

test("the customer's page says erased and offers nothing more, and the number finds nobody", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto(customerPath);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("已删除的客户");
  await expect(page.getByText(/个人信息已应其要求删除/)).toBeVisible();
  await expect(page.getByRole("button", { name: "个人信息请求" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "查看完整资料" })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(`/customers?q=${number}`);
  await expect(page.getByText("没有找到客户")).toBeVisible();
});

test("an administrator may not go below the term of a law, and is told which", async ({ page }) => {
  await signIn(page, "admin");
  await page.goto("/settings/retention");
  await page.getByRole("row").filter({ hasText: "状态报告" }).getByRole("button", { name: "修改" }).click();
  await page.getByRole("textbox", { name: "月数" }).fill("12");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await expect(page.getByText(/《网络数据安全管理条例》第12条要求至少保存 36 个月/).first()).toBeVisible();
  await expectAccessible(page);
});
