import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EVERYWHERE, ROOM_WORDS, type Room } from "@/lib/i18n/for-browser";
import { clientRooms, drawnFiles } from "./client-words";

const FRAME = ["app/layout.tsx", "app/error.tsx", "app/forbidden.tsx", "app/not-found.tsx", "app/(console)/layout.tsx"];
const rooms = readdirSync("app/(console)", { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith("_")).map((entry) => ({ room: entry.name, folder: `app/(console)/${entry.name}` }))
  .concat({ room: "sign-in", folder: "app/(auth)/sign-in" });
const isEverywhere = (name: string) => (EVERYWHERE as readonly string[]).includes(name);

describe("the words that a page sends to the browser", () => {
  it("are those of the frame, where nothing else runs there", () => {
    expect(clientRooms(FRAME)).toEqual([...EVERYWHERE]);
    expect(clientRooms(["app/(console)/page.tsx", ...drawnFiles("app/(customer)")]).filter((name) => !isEverywhere(name))).toEqual([]);
  });

  it.each(rooms)("of $room are what its components in the browser ask for: none is missing, none too many", ({ room, folder }) => {
    const needed = clientRooms(drawnFiles(folder)).filter((name) => !isEverywhere(name));
    expect([room, needed]).toEqual([room, [...(ROOM_WORDS[room as Room] ?? [])]]);
    if (needed.length === 0) return;
    expect(existsSync(`${folder}/layout.tsx`)).toBe(true);
    expect(readFileSync(`${folder}/layout.tsx`, "utf8")).toContain(`<RoomWords of="${room}">`);
  });

  it("are asked for by name, so that they can be found", () => {
    expect(rooms.flatMap(({ folder }) => clientRooms(drawnFiles(folder))).filter((name) => name === "*")).toEqual([]);
  });
});
