import { describe, expect, it } from "vitest";
import { buildOpenApi } from "./openapi.ts";

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { summary?: string; responses: Record<string, unknown> }>>;
}

describe("the OpenAPI document", () => {
  it("is 3.1 and says of every address what it does and what it answers, errors included", async () => {
    const document = (await buildOpenApi()) as OpenApi;
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toContain("/api/v1/alerts/{id}");
    for (const [address, methods] of Object.entries(document.paths)) {
      for (const [method, { summary }] of Object.entries(methods)) expect(summary, `${method} ${address}`).toBeTruthy();
    }
    expect(Object.keys(document.paths["/api/v1/alerts"]?.["get"]?.responses ?? {})).toEqual(["200", "default"]);
  });
});
