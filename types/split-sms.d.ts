// The package ships no types; only what the differential test uses.
declare module "split-sms" {
  export function split(message: string): { characterSet: "GSM" | "Unicode"; parts: { content: string }[] };
}
