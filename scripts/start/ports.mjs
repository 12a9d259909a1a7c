import net from "node:net";

/** Whether nothing listens on the port yet (on `host`, or on every address). */
export function isFree(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.once("listening", () => server.close(() => resolve(true)));
    server.listen({ port, host, exclusive: true });
  });
}

/** `preferred` if it is free on this machine's loopback address, else a free port that the system names. */
export async function freePort(preferred) {
  if (preferred && (await isFree(preferred, "127.0.0.1"))) return preferred;
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
