import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test, tick } from "../fixtures";

// Two customers, one of whom asked for elder-friendly texts: one template, two texts, both approved, each gets his own.
// An offer is rehearsed, a risk warning is sent: offers leave by day only, and the journey must not depend on the hour.
test.describe.configure({ mode: "serial" });

const mark = Date.now().toString(36);
const digits = String(Date.now()).slice(-7);
const tag = `适老 ${mark}`;
const NUMBERS = { plain: `E${digits}1`, elder: `E${digits}2` } as const;

type Texts = { readonly name: string; readonly key: string; readonly purpose: string; readonly plain: string; readonly elder: string };
const OFFER: Texts = {
  name: `春耕贷款 ${mark}`, key: `promo.elder-${mark}`, purpose: "产品推介",
  plain: "春耕备耕，惠农贷款年化利率3.85%起（单利），综合融资成本见网点公示。详询95599000，拒收请回复R",
  elder: "春耕贷款年化3.85%起（单利），综合融资成本见网点。问询请拨95599000，有人接听。拒收请回复R",
};
const WARNING: Texts = {
  name: `冒充客服提醒 ${mark}`, key: `risk.elder-${mark}`, purpose: "风险提醒",
  plain: "近期有人冒充快递客服，以退款为名诱导转账。我行不会索要密码，可致电95599000核实。",
  elder: "有人装快递客服骗钱，不要转账。不放心就拨95599000，有人接听。",
};

/** Fills a new template with both texts. */
async function writeTemplate(page: Page, { name, key, purpose, plain, elder }: Texts) {
  await page.goto("/templates/new");
  await page.getByLabel("名称", { exact: true }).fill(name);
  await page.getByLabel("编号", { exact: true }).fill(key);
  await page.getByRole("button", { name: /用途/ }).first().click();
  await page.getByRole("option", { name: purpose }).click();
  await page.getByRole("textbox", { name: "短信正文" }).fill(plain);
  await page.getByText("另写一段给适老客户").click();
  await page.getByRole("textbox", { name: "适老正文" }).fill(elder);
}

async function approveReview(page: Page, title: string, button: string) {
  await page.goto("/reviews");
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByText("已批准").first()).toBeVisible();
}

async function rehearse(page: Page, name: string, template: string) {
  await page.goto("/campaigns/new");
  await page.getByLabel("任务名称").fill(name);
  await page.getByLabel(/同类任务/).fill(`同类 ${mark}`);
  await page.getByRole("button", { name: /模板（已批准的版本）/ }).click();
  await page.getByRole("option", { name: new RegExp(template) }).click();
  await page.getByRole("button", { name: /标签$/ }).press("Enter");
  await page.getByRole("option", { name: tag }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "保存并继续" }).click();
  await page.getByRole("button", { name: "确定受众并试算" }).click();
  await expect(page.getByRole("heading", { name: "试算" })).toBeVisible({ timeout: 60_000 });
}

test("two customers are imported; one of them asks for elder-friendly texts", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "officer");
  await page.goto("/customers/imports");
  const rows = [`${NUMBERS.plain},周一,1541${digits},HN-01,是,成长型`, `${NUMBERS.elder},吴二,1542${digits},HN-01,是,C2`];
  const csv = `客户号,姓名,手机号码,开户网点,营销短信授权,风险承受能力\n${rows.join("\n")}\n`;
  await page.locator("input[type=file]").setInputFiles({ name: "two.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.getByLabel(/给文件里的客户加标签/).fill(tag);
  await page.getByRole("button", { name: "开始导入" }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("已完成")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto(`/customers?q=${NUMBERS.elder}`);
  await page.getByRole("main").getByRole("link", { name: /^吴/ }).click();
  await expect(page.getByText("C2 稳健型")).toBeVisible();
  await page.getByRole("link", { name: "查看与修改" }).click();
  await tick(page.getByLabel(/适老短信/));
  await page.getByRole("button", { name: "保存偏好" }).click();
  await expect(page.getByText("偏好已保存").first()).toBeVisible();
});

test("an author writes both texts of an offer; what is wrong with either is said at it", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "officer");
  await writeTemplate(page, { ...OFFER, elder: "春耕贷款来了，见https://m.hongyan-bank.example/a" });
  await expect(page.getByText("适老短信不能带链接")).toBeVisible();
  await expect(page.getByText("缺少退订方式")).toBeVisible();
  await page.getByRole("textbox", { name: "适老正文" }).fill(OFFER.elder);
  await expect(page.getByText("适老短信不能带链接")).toBeHidden();
  await tick(page.getByRole("radio", { name: "适老客户" }));
  await expect(page.getByText(`】${OFFER.elder}`).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交审核" }).click();
  await expect(page).toHaveURL(/\/templates\/[0-9a-f-]{36}$/);
  await expect(page.getByText(OFFER.elder).first()).toBeVisible();
  await writeTemplate(page, WARNING);
  await page.getByRole("button", { name: "提交审核" }).click();
  await expect(page).toHaveURL(/\/templates\/[0-9a-f-]{36}$/);
});

test("a reviewer sees both texts with their samples and approves them as one", async ({ page }) => {
  await signIn(page, "reviewer");
  await page.goto("/reviews");
  await page.getByRole("link", { name: OFFER.name }).click();
  await expect(page.getByRole("heading", { name: "适老客户的正文" })).toBeVisible();
  for (const text of [OFFER.plain, OFFER.elder]) await expect(page.getByText(text).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "批准这个版本" }).click();
  await expect(page.getByText("已批准").first()).toBeVisible();
  await approveReview(page, WARNING.name, "批准这个版本");
});

test("the offer's rehearsal shows each customer his own text, also to the reviewer", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "officer");
  await rehearse(page, `推介 ${mark}`, OFFER.name);
  const sampleOf = (number: string) => page.getByRole("listitem").filter({ hasText: number });
  await expect(sampleOf(NUMBERS.plain)).toContainText(OFFER.plain);
  await expect(sampleOf(NUMBERS.elder)).toContainText(OFFER.elder);
  for (const box of await page.getByRole("group", { name: "请逐条确认" }).getByRole("checkbox").all()) await tick(box);
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByText("等待另一位同事审核")).toBeVisible();
  await signIn(page, "reviewer");
  await page.goto("/reviews");
  await page.getByRole("link", { name: `推介 ${mark}` }).click();
  await expect(page.getByText(`同类 ${mark}`).first()).toBeVisible();
  await expect(sampleOf(NUMBERS.elder)).toContainText(OFFER.elder);
});

test("the warning is sent, and each phone shows its own text", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, "officer");
  await rehearse(page, `提醒 ${mark}`, WARNING.name);
  for (const box of await page.getByRole("group", { name: "请逐条确认" }).getByRole("checkbox").all()) await tick(box);
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.getByRole("button", { name: "立即发送 2 条" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "立即发送 2 条" }).click();
  await expect(page.getByText("已完成").first()).toBeVisible({ timeout: 120_000 });
  for (const [number, own, other] of [[NUMBERS.plain, WARNING.plain, WARNING.elder], [NUMBERS.elder, WARNING.elder, WARNING.plain]] as const) {
    await page.goto(`/customers?q=${number}`);
    await page.getByRole("main").getByRole("link", { name: /^[周吴]/ }).click();
    await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}/);
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await page.goto(`/phones?customer=${id}`);
    // The list beside it names the last text of every phone.
    const phone = page.getByRole("main").locator(".panel").last();
    await expect(phone.getByText(own).last()).toBeVisible();
    await expect(phone.getByText(other)).toHaveCount(0);
  }
});
