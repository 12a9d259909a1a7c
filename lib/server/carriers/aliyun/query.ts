import "server-only";
import { aliyunNumber } from "@/lib/domain/carrier/aliyun/calls";
import { holdsReference } from "@/lib/domain/carrier/aliyun/details";
import { chinaDay } from "@/lib/domain/carrier/china-time";
import type { CarrierAccount, QueryAnswer } from "../port";
import { askedMessages, type AskedMessage } from "../wire/asked";
import { inParallel } from "../wire/in-parallel";
import { aliyunApi, type AliyunApi } from "./client";
import { aliyunAccount } from "./settings";

const PAGE = 50;
const PAGES_MAX = 4;
const QUERY_MS = 20_000;

/**
 * Asks QuerySendDetails by number and day and believes only the out id that we gave. It answers no BizId, so the message is
 * known by our own reference until a receipt brings one. What is not found is left out: that Alibaba has not taken it is documented nowhere.
 */
export async function query(account: CarrierAccount, references: readonly string[]): Promise<ReadonlyMap<string, QueryAnswer>> {
  const found = new Map<string, QueryAnswer>();
  const own = aliyunAccount(account);
  if (!own) return found;
  const api = await aliyunApi(own.settings, own.secrets);
  const asked = await askedMessages(account.id, references);
  await inParallel(asked, own.settings.connections, { signal: AbortSignal.timeout(QUERY_MS), untilMs: QUERY_MS }, async (message) => {
    if (await isThere(api, message)) found.set(message.reference, { found: true, providerMessageId: `out.${message.reference}` });
  });
  return found;
}

async function isThere({ client, sdk, runtime }: AliyunApi, { reference, to, submittedAt }: AskedMessage): Promise<boolean> {
  try {
    for (let currentPage = 1; currentPage <= PAGES_MAX; currentPage += 1) {
      const request = new sdk.QuerySendDetailsRequest({ phoneNumber: aliyunNumber(to), sendDate: chinaDay(submittedAt), pageSize: PAGE, currentPage });
      const { body } = await client.querySendDetailsWithOptions(request, runtime);
      const details = body?.smsSendDetailDTOs?.smsSendDetailDTO ?? [];
      if (holdsReference(details, reference)) return true;
      if (details.length < PAGE) return false;
    }
  } catch {
    // Not answered: nothing is known, as before.
  }
  return false;
}
