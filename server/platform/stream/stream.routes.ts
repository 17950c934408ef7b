import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { toIso } from "../../values/instant.ts";
import { personOf } from "../../values/actor.ts";
import { whyNot, type Caller, type Permission } from "../../values/permission.ts";
import { problemOf } from "../http/problem.ts";
import type { RouteTools } from "../http/route.ts";
import type { Feed, SeenEvent } from "./feed.ts";

/** Everybody who is signed in sees that something changed, save of what they may not know of; what changed is asked for by its own address, under its own permission. */
export const streamPermission: Permission = { atLeast: "viewer", sentence: "Sign in to follow changes." };

const mostMissed = 10_000;
const breathMilliseconds = 15_000;
const mostUnread = 1_048_576;

/** `GET /api/v1/stream`: server-sent events, each with its position as id, so that a viewer who was cut off goes on where they stood. */
export function streamRoutes(app: FastifyInstance, tools: RouteTools, feed: Feed): void {
  const open = new Set<FastifyReply["raw"]>();
  // Who follows is let go as the node stops, and goes on at another.
  app.addHook("preClose", (done) => {
    for (const raw of open) {
      if (raw.headersSent) raw.end();
      else raw.destroy();
    }
    done();
  });
  app.route({
    method: "GET",
    url: "/api/v1/stream",
    config: { access: streamPermission },
    schema: { summary: "Follow every change, as server-sent events; `Last-Event-ID` resumes", tags: ["stream"] },
    handler: async (request, reply) => {
      const ask = () => tools.database.transaction((tx) => tools.identify(tx, request));
      const caller = await ask();
      const refused = whyNot(caller, streamPermission);
      if (refused) {
        const body = problemOf(refused);
        return reply.status(body.status).type("application/problem+json").send(body);
      }
      open.add(reply.raw);
      reply.raw.on("close", () => open.delete(reply.raw));
      await followFeed(request, reply, feed, { viewer: viewerOf(caller), isStillAllowed: async () => whyNot(await ask(), streamPermission) === null });
    },
  });
}

interface Following {
  viewer: string;
  isStillAllowed: () => Promise<boolean>;
}

/** Who follows, as the person they are; a token that is nobody's own is none. */
function viewerOf({ actor }: Caller): string {
  return (actor && personOf(actor)) ?? "";
}

async function followFeed(request: FastifyRequest, reply: FastifyReply, feed: Feed, { viewer, isStillAllowed }: Following): Promise<void> {
  const newest = await feed.lastPosition();
  const asked = readPosition(request, newest);
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { ...reply.getHeaders(), "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" } as Record<string, string>);
  const hasMissedTooMuch = newest - asked > mostMissed;
  const start = hasMissedTooMuch ? newest : asked;
  raw.write(`retry: 1000\nid: ${start}\nevent: ${hasMissedTooMuch ? "reload" : "ready"}\ndata: {}\n\n`);
  // Who lost their access in the meantime is fed no more; an unreachable database is no reason to hang up.
  const endIfForbidden = () => void isStillAllowed().then((isAllowed) => void (isAllowed || raw.end()), () => undefined);
  const stop = await feed.subscribe(start, (events) => {
    raw.write(events.map((event) => writeFor(viewer, event)).join(""));
    if (events.some((event) => event.streamId.startsWith("audit/"))) endIfForbidden();
    const isTooSlow = raw.writableLength > mostUnread;
    if (isTooSlow) raw.destroy();
    return !isTooSlow && !raw.destroyed;
  });
  const breath = setInterval(() => {
    raw.write(": still here\n\n");
    endIfForbidden();
  }, breathMilliseconds);
  raw.on("close", () => {
    clearInterval(breath);
    stop();
  });
}

function readPosition(request: FastifyRequest, newest: number): number {
  const query = request.query as { after?: unknown };
  const text = request.headers["last-event-id"] ?? query.after;
  return typeof text === "string" && /^\d{1,15}$/.test(text) ? Math.min(Number(text), newest) : newest;
}

/** Nothing for who may not know of it. Who saw until then what an event takes away asks for everything anew. */
function writeFor(viewer: string, event: SeenEvent): string {
  const { seen, position } = event;
  if (seen === null || seen.by.has(viewer)) return write(event);
  const isLeaving = seen.leaving === "everybody else" || seen.leaving.has(viewer);
  return isLeaving ? `id: ${position}\nevent: reload\ndata: {}\n\n` : "";
}

function write(event: SeenEvent): string {
  const { position, streamId, version, fact, actor, occurredAt } = event;
  const change = { position, stream: streamId, version, type: fact.type, data: fact.data, actor, at: toIso(occurredAt) };
  return `id: ${position}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
}
