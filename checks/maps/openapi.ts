import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { GeneratedMap } from "../part.ts";

const source = "server/start/openapi.ts";

interface OpenApiModule {
  buildOpenApi(): Promise<object>;
}

/** The description of the API, from the router's own schemas. */
export const openApiMap: GeneratedMap = {
  file: "docs/generated/openapi.json",
  source,
  async text(root) {
    const file = join(root, source);
    if (!existsSync(file)) return null;
    const { buildOpenApi } = (await import(pathToFileURL(file).href)) as OpenApiModule;
    return `${JSON.stringify(await buildOpenApi(), null, 2)}\n`;
  },
};
