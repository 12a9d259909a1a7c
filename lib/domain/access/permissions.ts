import type { Role } from "@/lib/domain/shared/vocabulary";

/** Who may do which kind of thing. Whether *this* person may do it to *this* row is decided by the room's own rules. */
export const ROLE_PERMISSIONS = {
  officer: [
    "dashboard:read",
    "template:read",
    "template:write",
    "campaign:read",
    "campaign:write",
    "campaign:pause",
    "customer:read",
    "customer:write",
    "customer:reveal",
    "customer:import",
    "message:read",
    "message:send",
    "inbox:read",
    "policy:read",
    "inbox:answer",
    "wording:read",
    "rights:write",
    "phones:use",
  ],
  reviewer: [
    "dashboard:read",
    "template:read",
    "campaign:read",
    "review:read",
    "review:decide",
    "customer:read",
    "message:read",
    "inbox:read",
    "inbox:clear_flag",
    "audit:read",
    "policy:read",
    "wording:read",
    "wording:publish",
    "phones:use",
  ],
  manager: [
    "dashboard:read",
    "template:read",
    "campaign:read",
    "campaign:pause",
    "campaign:stop",
    "customer:read",
    "customer:reveal",
    "message:read",
    "inbox:read",
    "rights:write",
    "rights:erase",
    "audit:read",
    "report:export",
    "policy:read",
    "wording:read",
    "phones:use",
  ],
  administrator: [
    "dashboard:read",
    "template:read",
    "template:write",
    "campaign:read",
    "campaign:write",
    "campaign:pause",
    "campaign:stop",
    "customer:read",
    "customer:write",
    "customer:import",
    "message:read",
    "message:send",
    "inbox:read",
    "inbox:answer",
    "rights:write",
    "audit:read",
    "report:export",
    "settings:read",
    "settings:write",
    "wording:read",
    "wording:write",
    "person:write",
    "apikey:write",
    "provider:write",
    "policy:read",
    "phones:use",
  ],
} as const satisfies Record<Role, readonly string[]>;

export type Permission = (typeof ROLE_PERMISSIONS)[Role][number];

/** Whoever acts: a person of the console, a bank system with an API key, or Hongyan itself. */
export type Actor = {
  readonly id: string;
  readonly kind: "person" | "api_key" | "system";
  readonly name: string;
  readonly roles: readonly Role[];
  readonly branchId: string;
  /** Path of the actor's branch: rows whose branch path starts with it are in scope. */
  readonly branchPath: string;
  readonly requestId: string | null;
};

declare const granted: unique symbol;

/** An actor whose permission has been checked; only `grant` and `systemActor` can make one. */
export type Authorized<P extends Permission> = Actor & { readonly [granted]: { readonly [K in P]: true } };

/** Whether any of the actor's roles carries the permission. */
export function can(actor: Pick<Actor, "roles">, permission: Permission): boolean {
  return actor.roles.some((role) => (ROLE_PERMISSIONS[role] as readonly Permission[]).includes(permission));
}

/** The actor as one who may, or null. */
export function grant<P extends Permission>(actor: Actor, permission: P): Authorized<P> | null {
  return can(actor, permission) ? (actor as Authorized<P>) : null;
}

/** Hongyan itself, for work that no person asked for at this moment: the worker, schedules, receipts. */
export function systemActor<P extends Permission>(name: string, permissions: readonly P[]): Authorized<P> {
  // The permissions are named at the call so that a reader sees what the job may do.
  void permissions;
  const actor: Actor = { id: `system:${name}`, kind: "system", name, roles: [], branchId: "", branchPath: "", requestId: null };
  return actor as Authorized<P>;
}

/** Whether a row under `branchPath` is in the actor's subtree. */
export function inScope(actor: Pick<Actor, "branchPath">, branchPath: string): boolean {
  return branchPath.startsWith(actor.branchPath);
}
