import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import type { Permission } from "../../values/permission.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readPushKey } from "./push-key.ts";

const subscribe: Permission = { atLeast: "viewer", sentence: "Everybody who is signed in may turn on messages in their own browser." };

/** The public key that a browser subscribes with. */
export function pushKeyRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/push-key",
    summary: "The public key by which browsers subscribe to messages (VAPID, RFC 8292)",
    tag: "pages",
    access: subscribe,
    answer: z.object({ publicKey: z.string().meta({ description: "An uncompressed point of P-256 as base64url: the `applicationServerKey` of PushManager.subscribe." }) }).meta({ id: "PushKey" }),
    async handle(tx) {
      const key = await readPushKey(tx);
      return isRefusal(key) ? key : { publicKey: key.publicKey };
    },
  });
}
