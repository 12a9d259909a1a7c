import { expect, expectAccessible, signIn, test, tick } from "../fixtures";

// A customer's own words: read as a likely refusal, decided by a person; a question answered, the answer on the phone.
test.describe.configure({ mode: "serial" });

const mark = Date.now().toString(36);
const REFUSAL = `别再发了，${mark}`;
const QUESTION = `请问周末几点开门，${mark}`;
let phone = "";

/** Whether a notice waits for the morning where the demo's customers live: from 22 to 7 o'clock (rule quiet_hours of the CN pack). */
function isNight(): boolean {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" }).format(new Date()));
  return hour >= 22 || hour < 7;
}

async function textTheBank(page: Parameters<typeof signIn>[0], text: string): Promise<void> {
  await page.goto(phone);
  await page.getByRole("main").getByRole("textbox").fill(text);
  await page.getByRole("button", { name: "发送回复", exact: true }).click();
  await expect(page.getByRole("main").getByText(text)).toBeVisible();
}

test("a customer writes that it should stop: offers are held, the officer sees why and decides", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, "officer");
  await page.goto("/phones");
  // Not the first: the story's customer answers there.
  phone = (await page.getByRole("main").getByRole("navigation").getByRole("link").nth(4).getAttribute("href")) ?? "";
  await textTheBank(page, REFUSAL);
  await page.goto("/inbox?class=likelyRefusal&open=1");
  await expectAccessible(page);
  await page.getByRole("link", { name: REFUSAL }).click();
  await expect(page.getByText("已暂停推介，请判定是不是拒收")).toBeVisible();
  await expect(page.getByText("要求不要再发、不要再打扰")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "按拒收处理" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "按拒收处理" }).click();
  await expect(page.getByText("已暂停推介，请判定是不是拒收")).toBeHidden();
  await page.goto("/inbox?class=refuse");
  await expect(page.getByRole("link", { name: REFUSAL })).toBeVisible();
});

test("a customer asks, the officer takes it and answers with an approved text, and the phone shows it", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, "officer");
  await textTheBank(page, QUESTION);
  await page.goto("/inbox");
  await page.getByRole("link", { name: QUESTION }).click();
  await page.getByRole("button", { name: "由我处理" }).click();
  await expect(page.getByRole("button", { name: "取消分派" })).toBeVisible();
  await page.getByText("自己写一条答复").click();
  await page.getByLabel("答复内容").fill("请回复您的验证码");
  await page.getByRole("button", { name: "发送答复" }).click();
  await expect(page.getByText(/像是在索要密码或验证码/).first()).toBeVisible();
  await expectAccessible(page);
  await tick(page.getByRole("radio", { name: /营业时间/ }));
  await page.getByRole("button", { name: "发送快捷答复" }).click();
  await expect(page.getByText(/本行答复/)).toBeVisible();
  await expectAccessible(page);
  const words = page.getByRole("main").getByText(/网点周一至周五9点到17点营业/);
  if (isNight()) {
    // At night it waits for the morning, and the officer is told so.
    await expect(page.getByRole("main").getByText("等待时段").first()).toBeVisible();
    await page.goto(phone);
    await expect(page.getByRole("main").getByText(QUESTION)).toBeVisible();
    await expect(words).toHaveCount(0);
    return;
  }
  await expect(async () => {
    await page.goto(phone);
    await expect(words.last()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 120_000 });
});

test("a reviewer looks at what speaks of fraud, and clears the flag", async ({ page }) => {
  await signIn(page, "reviewer");
  await page.goto("/inbox?flagged=1&open=1");
  await page.getByRole("link", { name: /冒用我身份证/ }).first().click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "解除标记" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "解除标记" }).click();
  await expect(page.getByText("等待合规审核员查看")).toBeHidden();
  await expect(page.getByRole("button", { name: "解除标记" })).toHaveCount(0);
});
