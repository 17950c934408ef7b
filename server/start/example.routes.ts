import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../platform/http/route.ts";
import { packageRoot } from "../platform/package/package-root.ts";
import type { Permission } from "../values/permission.ts";

const mayReadExample: Permission = { atLeast: "viewer", sentence: "Sign in to read the example." };

/** The example organization, as a file that one may look at, apply, or begin one's own from. */
export function exampleRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/example",
    summary: "The example organization, as a document for `PUT /api/v1/config`",
    tag: "Configuration",
    access: mayReadExample,
    answer: z.object({ document: z.string() }).meta({ id: "Example" }),
    handle: async () => ({ document: await readFile(join(packageRoot, "examples", "acme.yaml"), "utf8") }),
  });
}
