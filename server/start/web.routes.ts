import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
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
  rootFiles(app);
  app.get("/*", { config: { access: "public" }, schema: { hide: true } }, async (request, reply) => {
    if (isPage(request.url)) return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(page.replaceAll("__NONCE__", request.nonce));
    const body = problem(404, "not-found", `Nothing is at ${request.method} ${request.url.split("?")[0]}.`);
    return reply.status(404).type("application/problem+json").send(body);
  });
}

const types: Readonly<Record<string, string>> = { ".js": "text/javascript; charset=utf-8", ".png": "image/png", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };

/** What browsers ask for by its name: the manifest, its icons, and the worker that shows messages. Asked for anew each time, so that a new worker is found. */
function rootFiles(app: FastifyInstance): void {
  for (const name of readdirSync(folder).filter((file) => types[extname(file)] !== undefined)) {
    const content = readFileSync(join(folder, name));
    const type = types[extname(name)] ?? "";
    app.get(`/${name}`, { config: { access: "public" }, schema: { hide: true } }, (_request, reply) => reply.type(type).header("cache-control", "no-cache").send(content));
  }
}

function isPage(url: string): boolean {
  return !/^\/(api|intake|v2|alertmanager|assets|p|status)\//.test(url);
}
