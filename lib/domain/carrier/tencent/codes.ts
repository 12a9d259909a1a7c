import { CODE_SPACES, codesOf } from "@/lib/domain/message/provider-error";

export const TENCENT_SPACE = "tencent-sms";

// Words that the API itself misspells in some places and not in others (error codes of SMS 2021-01-11).
const SPELLINGS: readonly (readonly [wrong: string, right: string])[] = [["Serivce", "Service"], ["Unsuported", "Unsupported"], ["Recieve", "Receive"]];

const plain = (code: string) => SPELLINGS.reduce((text, [wrong, right]) => text.replace(wrong, right), code).toLowerCase();

const listed = new Map((CODE_SPACES.includes(TENCENT_SPACE) ? codesOf(TENCENT_SPACE) : []).map((row) => [plain(row.code), row.code]));

/** A code in the spelling of our list, however the API spelt it; an unknown one as it came. */
export function tencentCode(code: string): string {
  return listed.get(plain(code)) ?? code;
}
