import { parseArgs } from "node:util";
import { addApiKey } from "./admin/api-key";
import { Refusal, runCommand } from "./admin/environment";
import { addFirstAdministrator } from "./admin/first-administrator";
import { unlock } from "./admin/unlock";

const USAGE = `npm run admin -- <command>

  api-key --name NAME --role administrator|officer|reviewer|manager --branch CODE
      makes a key for a bank system; the last line printed is the key, shown this once

  first-administrator --login NAME@BANK --name NAME [--branch CODE]
      makes the first administrator of a new installation and prints his password

  unlock --login NAME@BANK
      lets somebody sign in again who failed five times`;

const COMMANDS = { "api-key": addApiKey, "first-administrator": addFirstAdministrator, unlock };

const text = { type: "string" } as const;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { name: text, role: text, branch: text, login: text, help: { type: "boolean" } },
    });
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
}

await runCommand(async () => {
  const { positionals, values } = readArguments();
  const [name, ...more] = positionals;
  if (values.help || name === undefined) {
    console.log(USAGE);
    return values.help ? 0 : 1;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
  if (!command || more.length > 0) throw new Refusal(`There is no command "${positionals.join(" ")}".\n\n${USAGE}`);
  return command(values);
});
