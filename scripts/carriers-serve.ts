import { parseArgs } from "node:util";
import { startGateway } from "../lib/server/carriers/cmpp/server.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: "string", default: "7890" }, host: { type: "string", default: "127.0.0.1" }, account: { type: "string", default: "901234" }, secret: { type: "string", default: "shared-secret" }, stat: { type: "string", default: "DELIVRD" }, delay: { type: "string", default: "1000" } },
});
if (positionals[0] !== "cmpp") {
  console.error("Usage: npm run carriers:serve -- cmpp [--port 7890] [--host 127.0.0.1] [--account 901234] [--secret shared-secret] [--stat DELIVRD] [--delay 1000]");
  process.exit(1);
}
const gateway = await startGateway({ account: values.account, secret: values.secret, port: Number(values.port), host: values.host });
Object.assign(gateway.behaviour, { stat: values.stat, reportDelayMs: Number(values.delay) });
console.log(`CMPP 2.0, 2.1 and 3.0 at ${values.host}:${gateway.port}, account ${values.account}; what it takes reaches no phone. Ctrl+C stops it.`);
let seen = 0;
setInterval(() => {
  if (gateway.taken.length > seen) console.log(`${gateway.taken.length} taken, ${gateway.connections()} connections`);
  seen = gateway.taken.length;
}, 1_000);
