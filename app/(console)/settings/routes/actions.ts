"use server";

import { revalidatePath } from "next/cache";
import { askRouteSchema, createRouteSchema, placeRouteSchema, routeIdSchema } from "@/lib/domain/routes/schema";
import { defineAction } from "@/lib/server/action";
import { askRoute } from "@/lib/server/routes/ask-route";
import { createRoute, placeRoute, removeRoute, setRouteDisabled } from "@/lib/server/routes/commands";

export const createRouteAction = defineAction("routes.create", "settings:write", createRouteSchema, async (actor, input) => {
  const result = await createRoute(actor, input);
  if (result.ok) revalidatePath("/settings/routes");
  return result;
});

export const placeRouteAction = defineAction("routes.place", "settings:write", placeRouteSchema, async (actor, input) => {
  const result = await placeRoute(actor, input);
  if (result.ok) revalidatePath("/settings/routes");
  return result;
});

export const disableRouteAction = defineAction("routes.disable", "settings:write", routeIdSchema, async (actor, { routeId }) => {
  const result = await setRouteDisabled(actor, routeId, true);
  if (result.ok) revalidatePath("/settings/routes");
  return result;
});

export const enableRouteAction = defineAction("routes.enable", "settings:write", routeIdSchema, async (actor, { routeId }) => {
  const result = await setRouteDisabled(actor, routeId, false);
  if (result.ok) revalidatePath("/settings/routes");
  return result;
});

export const removeRouteAction = defineAction("routes.remove", "settings:write", routeIdSchema, async (actor, { routeId }) => {
  const result = await removeRoute(actor, routeId);
  if (result.ok) revalidatePath("/settings/routes");
  return result;
});

export const askRouteAction = defineAction("routes.ask", "settings:read", askRouteSchema, (actor, input) => askRoute(actor, input));
