import { describeCmpp } from "../lib/server/carriers/cmpp/describe.ts";
import { describeSmpp } from "../lib/server/carriers/smpp/codec.ts";

const DECODERS: Readonly<Record<string, (hex: string) => unknown>> = { cmpp: describeCmpp, smpp: describeSmpp };

const [protocol = "", ...words] = process.argv.slice(2);
const decode = Object.hasOwn(DECODERS, protocol) ? DECODERS[protocol] : undefined;
if (!decode || words.length === 0) {
  console.error(`Usage: npm run carriers:decode -- ${Object.keys(DECODERS).join("|")} <PDU in hex>`);
  process.exit(1);
}
const found = decode(words.join(""));
if (found === null) {
  console.error(`These octets are no ${protocol.toUpperCase()} PDU: the length in the first four octets must be theirs, and every field must be there.`);
  process.exit(1);
}
console.log(JSON.stringify(found, null, 2));
