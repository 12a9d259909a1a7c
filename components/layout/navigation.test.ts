import { describe, expect, it } from "vitest";
import { can } from "@/lib/domain/access/permissions";
import { isCurrent, NAVIGATION, navigationFor } from "./navigation";

describe("the menu", () => {
  it("shows nobody a room that he may not open", () => {
    const officer = navigationFor((permission) => can({ roles: ["officer"] }, permission), { isDemo: true });
    const ids = officer.map((item) => item.id);
    expect(ids).toContain("templates");
    expect(ids).not.toContain("reviews");
    expect(ids).not.toContain("settings");
  });
  it("shows the phones of made-up customers only where customers are made up", () => {
    const all = () => true;
    expect(navigationFor(all, { isDemo: true }).map((item) => item.id)).toContain("phones");
    expect(navigationFor(all, { isDemo: false }).map((item) => item.id)).not.toContain("phones");
  });
  it("gives each room a key of its own", () => {
    const keys = Object.values(NAVIGATION).map((place) => place.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it("marks the room of a page, and the dashboard only for itself", () => {
    expect(isCurrent("/templates", "/templates/1/edit")).toBe(true);
    expect(isCurrent("/templates", "/templates-old")).toBe(false);
    expect(isCurrent("/", "/templates")).toBe(false);
  });
});
