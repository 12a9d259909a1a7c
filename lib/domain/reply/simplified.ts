/** Traditional characters that turn up in replies about messages, money and complaints, each before its simplified form. */
const PAIRS =
  "訂订請请傳传訊讯騙骗發发髮发簡简過过們们這这個个來来還还給给對对說说話话號号碼码電电機机會会後后煩烦擾扰騷骚絕绝" +
  "滾滚夠够僅仅將将從从與与為为無无見见聽听讀读寫写錢钱銀银貸贷業业務务員员態态惡恶訴诉報报舉举詐诈盜盗賬账帳账戶户" +
  "點点開开關关閉闭幫帮謝谢別别麼么嗎吗問问題题廣广產产買买賣卖費费額额轉转貼贴領领導导經经師师權权監监證证據据實实" +
  "總总統统網网鏈链連连線线頁页條条項项類类級级間间時时歲岁東东爾尔馬马媽妈爺爷孫孙應应該该難难嚴严聲声讓让誰谁認认" +
  "識识記记憶忆設设備备啟启動动勞劳處处書书長长門门風风險险審审執执續续繳缴納纳確确斷断單单雙双視视覺觉愛爱樂乐體体" +
  "頭头臉脸氣气臺台灣湾區区縣县鎮镇鄉乡農农糧粮種种養养豬猪雞鸡魚鱼車车輛辆換换損损錯错誤误賠赔償偿壓压強强綁绑約约" +
  "違违規规則则離离憑凭靜静鬧闹聯联繫系係系俾畀";

const TABLE: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, at) => [PAIRS[at * 2] ?? "", PAIRS[at * 2 + 1] ?? ""]),
);

/** The text in simplified characters, as far as the table knows them; of the same length. */
export function toSimplified(text: string): string {
  return Array.from(text, (character) => TABLE.get(character) ?? character).join("");
}
