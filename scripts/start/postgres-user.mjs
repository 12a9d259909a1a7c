import { execFileSync, spawnSync } from "node:child_process";
import { Refusal } from "./say.mjs";

const CANDIDATES = ["postgres", "hongyan"];

function idsOf(name) {
  try {
    const read = (flag) => Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }).toString());
    return { name, uid: read("-u"), gid: read("-g") };
  } catch {
    return null;
  }
}

function create(name) {
  const attempts = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", name]],
    ["adduser", ["-S", "-D", "-H", name]],
  ];
  for (const [command, args] of attempts) {
    if (spawnSync(command, args, { stdio: "ignore" }).status === 0) return idsOf(name);
  }
  return null;
}

/** The user PostgreSQL runs as: nobody in particular, unless this command runs as root, which PostgreSQL refuses. */
export function postgresUser() {
  if (process.platform === "win32" || process.getuid() !== 0) return null;
  for (const name of CANDIDATES) {
    const found = idsOf(name);
    if (found) return found;
  }
  const user = create("hongyan") ?? idsOf("nobody");
  if (!user) {
    throw new Refusal(
      "PostgreSQL refuses to run as root, and no other user could be made on this machine.\n" +
        "Run `npm start` as another user, or name a PostgreSQL of your own in DATABASE_URL.",
    );
  }
  return user;
}

/** Whether that user can use a path the way `test -r/-w/-x` asks. */
export function canReach(user, mode, file) {
  if (!user) return true;
  const { uid, gid } = user;
  return spawnSync("/bin/sh", ["-c", `test -${mode} "$1"`, "sh", file], { uid, gid, cwd: "/" }).status === 0;
}
