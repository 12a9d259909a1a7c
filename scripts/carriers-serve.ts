import { parseArgs } from "node:util";
import { startGateway } from "../lib/server/carriers/cmpp/server.ts";
import { startCentre } from "../lib/server/carriers/smpp/server.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: "string" }, host: { type: "string", default: "127.0.0.1" }, account: { type: "string", default: "901234" }, secret: { type: "string", default: "secret" }, stat: { type: "string", default: "DELIVRD" }, reports: { type: "string", default: "1" } },
});

async function serve(protocol: string | undefined) {
  const { host, account, secret } = values;
  const port = (usual: number) => Number(values.port ?? usual);
  if (protocol === "cmpp") return startGateway({ account, secret, host, port: port(7_890) });
  if (protocol === "smpp") return startCentre({ systemId: account, password: secret, host, port: port(2_775) });
  console.error("Usage: npm run carriers:serve -- cmpp|smpp [--port …] [--host 127.0.0.1] [--account 901234] [--secret secret] [--stat DELIVRD] [--reports 1]");
  process.exit(1);
}

const server = await serve(positionals[0]);
server.behaviour.stat = values.stat;
server.behaviour.reports = Number(values.reports);
console.log(`${positionals[0]?.toUpperCase()} at ${values.host}:${server.port}, account ${values.account}; what it takes reaches no phone. Ctrl+C stops it.`);
let seen = 0;
setInterval(() => {
  if (server.taken.length > seen) console.log(`${server.taken.length} taken, ${server.connections()} connections`);
  seen = server.taken.length;
}, 1_000);
