import { expect, expectAccessible, signIn, test, tick } from "../fixtures";

// The whole job in one story: customers imported, a text written, reviewed, rehearsed, reviewed again, sent to the imported
// customers, watched, answered, seen by the manager.
// A risk warning is sent, because it may leave at any hour: the story must not depend on when it is told.
test.describe.configure({ mode: "serial" });

const mark = Date.now().toString(36);
const TEXT = "近期有人冒充快递客服诈骗。我行不会索要密码，可致电95599000核实。";
let templateName = "";
let campaignPath = "";
const tag = `走访 ${mark}`;

test("an officer imports the file that the bank really has, and takes the refused rows away", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "officer");
  await page.goto("/customers/imports");
  await page.locator("input[type=file]").setInputFiles("tests/fixtures/customers-sample.csv");
  await expect(page).toHaveURL(/\/customers\/imports\/[0-9a-f-]{36}$/);
  await page.getByLabel(/给文件里的客户加标签/).fill(tag);
  await expectAccessible(page);
  await page.getByRole("button", { name: "开始导入" }).click();
  await expect(page.getByText("已完成")).toBeVisible({ timeout: 60_000 });
  // The counts of the file's own README.
  const count = (label: string) => page.getByRole("main").getByText(label, { exact: true }).first().locator("xpath=following-sibling::*[1]");
  await expect(count("行数")).toHaveText("3,000");
  await expect(count("已导入")).toHaveText("2,902");
  await expect(count("未导入")).toHaveText("98");
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载未导入的行" }).click();
  const file = await (await download).createReadStream();
  let text = "";
  for await (const piece of file) text += String(piece);
  expect(text).toContain("未导入原因");
  expect(text.split("手机号码不对").length - 1).toBe(31);
});

test("the officer finds an imported customer, keeps his wishes, and sees his name only with a reason", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto("/customers?q=C0070000001");
  await page.getByRole("main").getByRole("link", { name: /^钱/ }).click();
  await expect(page.getByText("往来记录")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("钱林");
  await expectAccessible(page);
  const customer = page.url();
  await page.getByRole("link", { name: "查看与修改" }).click();
  await tick(page.getByLabel(/适老短信/));
  await expectAccessible(page);
  await page.getByRole("button", { name: "保存偏好" }).click();
  await expect(page.getByText("偏好已保存").first()).toBeVisible();
  await page.goto(customer);
  await page.getByRole("button", { name: "登记客户意见" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "登记", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText(/停止向这个号码发送/).first()).toBeVisible();
  await page.getByRole("button", { name: "查看完整资料" }).click();
  await page.getByLabel("查看原因").fill("客户来电核对号码");
  await page.getByRole("button", { name: "显示" }).click();
  await expect(page.getByRole("dialog")).toContainText("钱林");
  await expectAccessible(page);
});

test("an officer writes a template and submits it", async ({ page }) => {
  test.setTimeout(120_000);
  templateName = `冒充客服提醒 ${mark}`;
  await signIn(page, "officer");
  await page.goto("/templates/new");
  await page.getByLabel("名称", { exact: true }).fill(templateName);
  await page.getByLabel("编号", { exact: true }).fill(`risk.story-${mark}`);
  await page.getByRole("button", { name: /用途/ }).click();
  await page.getByRole("option", { name: "风险提醒" }).click();
  await page.getByRole("textbox", { name: "短信正文" }).fill("请回复您的验证码");
  await expect(page.getByText("像是在索要密码或验证码")).toBeVisible();
  await page.getByRole("textbox", { name: "短信正文" }).fill(TEXT);
  await expect(page.getByText("没有发现问题")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交审核" }).click();
  await expect(page).toHaveURL(/\/templates\/[0-9a-f-]{36}$/);
  await expect(page.getByText("等待审核员处理").first()).toBeVisible();
});

test("a reviewer reads what changed and approves it", async ({ page }) => {
  await signIn(page, "reviewer");
  await page.goto("/reviews");
  await page.getByRole("link", { name: templateName }).click();
  await expect(page.getByText(TEXT).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "批准这个版本" }).click();
  await expect(page.getByText("已批准").first()).toBeVisible();
});

test("the officer prepares a campaign to the imported customers, rehearses it and submits it", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "officer");
  await page.goto("/campaigns/new");
  await page.getByLabel("任务名称").fill(`全行反诈 ${mark}`);
  await page.getByRole("button", { name: /模板（已批准的版本）/ }).click();
  await page.getByRole("option", { name: new RegExp(templateName) }).click();
  await page.getByRole("button", { name: /标签$/ }).press("Enter");
  await page.getByRole("option", { name: tag }).click();
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await page.getByRole("button", { name: "保存并继续" }).click();
  await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}$/);
  campaignPath = new URL(page.url()).pathname;
  await page.getByRole("button", { name: "确定受众并试算" }).click();
  await expect(page.getByRole("heading", { name: "试算" })).toBeVisible({ timeout: 60_000 });
  for (const box of await page.getByRole("group", { name: "请逐条确认" }).getByRole("checkbox").all()) await tick(box);
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByText("等待另一位同事审核")).toBeVisible();
  await page.goto("/reviews");
});

test("the reviewer sees audience, rehearsal and samples, and approves the campaign", async ({ page }) => {
  await signIn(page, "reviewer");
  await page.goto("/reviews");
  await page.getByRole("link", { name: `全行反诈 ${mark}` }).click();
  await expect(page.getByText(tag).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "批准这个任务" }).click();
  await expect(page.getByText("已批准").first()).toBeVisible();
});

test("the officer sends it with a button that says to how many, and watches it run to its end", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, "officer");
  await page.goto(campaignPath);
  await page.getByRole("button", { name: /立即发送 [\d,]+ 条/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: /立即发送 [\d,]+ 条/ }).click();
  await expect(page.getByText("已完成").first()).toBeVisible({ timeout: 180_000 });
  await expectAccessible(page);
  const figure = async (label: string) => Number((await page.locator("section", { hasText: "受众" }).getByText(label, { exact: true }).first().locator("xpath=following-sibling::*[1]").innerText()).replaceAll(",", ""));
  const parts = await Promise.all(["待发送", "已发出，待回执", "已送达", "失败", "未发送", "结果不明"].map(figure));
  expect(await figure("受众")).toBe(2_902);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(2_902);
});

test("a customer answers R, and the refusal is heard at once", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto("/phones");
  await page.locator("main").getByRole("link").first().click();
  await page.getByRole("button", { name: "R", exact: true }).click();
  await page.goto("/inbox");
  await expect(page.getByRole("main")).toContainText(/拒收|退订/);
  await expectAccessible(page);
});

test("the manager sees the figures, and the trail shows every step", async ({ page }) => {
  await signIn(page, "manager");
  await expect(page.getByRole("heading", { name: "概览" })).toBeVisible();
  await page.goto("/audit");
  for (const words of ["开始发送", "批准"]) await expect(page.getByRole("main")).toContainText(words);
  await expectAccessible(page);
});
