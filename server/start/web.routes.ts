import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import staticFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { packageRoot } from "../platform/package/package-root.ts";
import { problem } from "../platform/http/problem.ts";

const folder = join(packageRoot, "dist", "web");
const yearSeconds = 31_536_000;

/** The web UI: hashed assets for a year, and its one page, with this answer's nonce in it, for every address that is no other. */
export async function webRoutes(app: FastifyInstance): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) return;
  const page = readFileSync(join(folder, "index.html"), "utf8");
  await app.register(staticFiles, { root: join(folder, "assets"), prefix: "/assets/", decorateReply: false, maxAge: yearSeconds * 1_000, immutable: true, index: false });
  app.get("/*", { config: { access: "public" }, schema: { hide: true } }, async (request, reply) => {
    if (isPage(request.url)) return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(page.replaceAll("__NONCE__", request.nonce));
    const body = problem(404, "not-found", `Nothing is at ${request.method} ${request.url.split("?")[0]}.`);
    return reply.status(404).type("application/problem+json").send(body);
  });
}

function isPage(url: string): boolean {
  return !/^\/(api|intake|v2|alertmanager|assets|p|status)\//.test(url);
}
