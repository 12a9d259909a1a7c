import { describe, expect, it } from "vitest";
import { pool } from "@/lib/server/db/client";
import { asOwner } from "./database";

describe("the application's database role", () => {
  it("cannot change or delete an audit entry", async () => {
    await expect(pool().query("UPDATE audit_entry SET action = 'x'")).rejects.toMatchObject({ code: "42501" });
    await expect(pool().query("DELETE FROM audit_entry")).rejects.toMatchObject({ code: "42501" });
    await expect(pool().query("TRUNCATE audit_entry")).rejects.toMatchObject({ code: "42501" });
  });

  it("cannot change the structure of the database", async () => {
    await expect(pool().query("CREATE TABLE stray (id int)")).rejects.toMatchObject({ code: "42501" });
    await expect(pool().query("DROP TABLE customer")).rejects.toMatchObject({ code: "42501" });
    await expect(pool().query("ALTER TABLE audit_entry DISABLE TRIGGER ALL")).rejects.toMatchObject({ code: "42501" });
  });

  it("is no superuser and cannot become the owner", async () => {
    const { rows } = await pool().query("SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user");
    expect(rows).toEqual([{ rolsuper: false, rolcreaterole: false }]);
    await expect(pool().query("SET ROLE hongyan_owner")).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the audit trail", () => {
  it("refuses a change even by the owner of the database", async () => {
    await expect(asOwner("TRUNCATE audit_entry")).rejects.toMatchObject({ code: "42501" });
  });
});
