import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../platform/http/route.ts";
import { packageRoot } from "../platform/package/package-root.ts";
import type { Permission } from "../values/permission.ts";
import { exampleSchema } from "./example.contract.ts";

const mayReadExample: Permission = { atLeast: "viewer", sentence: "Sign in to read the example." };

/** The example organization, as a file that one may look at, apply, or begin one's own from. */
export function exampleRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/example",
    summary: "The example organization, as a document for `PUT /api/v1/config`, and one that takes it out again",
    tag: "Configuration",
    access: mayReadExample,
    answer: exampleSchema,
    handle: async () => ({ document: await readExample("acme.yaml"), removal: await readExample("empty.yaml") }),
  });
}

function readExample(file: string): Promise<string> {
  return readFile(join(packageRoot, "examples", file), "utf8");
}
