import { exportsOf, type GeneratedMap } from "../part.ts";

const source = "server/start/openapi.ts";

/** The description of the API, from the router's own schemas. */
export const openApiMap: GeneratedMap = {
  file: "docs/generated/openapi.json",
  source,
  async text(root) {
    const start = await exportsOf<{ buildOpenApi(): Promise<object> }>(root, source);
    return start && `${JSON.stringify(await start.buildOpenApi(), null, 2)}\n`;
  },
};
