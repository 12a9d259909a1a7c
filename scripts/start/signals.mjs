/** Whether a process with this id exists (also one of another user). */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function send(pid, signal) {
  try {
    // Each service leads a process group of its own, so that what it spawned is stopped with it.
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone already, which is what was asked for.
    }
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks a process and its group to stop, waits, and ends it if it does not. */
export async function stopTree(pid, signal = "SIGTERM", patienceMs = 15_000) {
  send(pid, signal);
  const deadline = Date.now() + patienceMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      send(pid, "SIGKILL");
      return;
    }
    await pause(50);
  }
  // What the leader left behind in its group.
  if (process.platform !== "win32") send(pid, "SIGKILL");
}
