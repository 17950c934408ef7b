import { expect, it } from "vitest";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { muster } from "../../values/actor.ts";
import { readRoutes } from "./configuration.queries.ts";
import type { RouteEntry } from "./routes.document.ts";
import { storedRoutes } from "./routes.section.ts";

const { database } = await openTestDatabase();

it("routes declare what their document says, with a whole class, a half or none", async () => {
  const declarations = [{ severity: "sev2", priority: "p2" }, { severity: "sev2" }, { priority: "p2" }, {}, undefined];
  const entry = declarations.map((declare): RouteEntry => ({ then: { urgency: "high", declare } }));
  await database.transaction((tx) => storedRoutes.write(tx, { upserts: [{ id: "routes", entry, place: 0, isFromFile: true }], deletes: [], actor: muster, isFile: true }));
  const [routes, stored] = await database.transaction(async (tx) => [await readRoutes(tx), await storedRoutes.read(tx)] as const);
  expect(routes.map(({ declare }) => declare)).toEqual([
    { severity: "sev2", priority: "p2" },
    { severity: "sev2", priority: null },
    { severity: null, priority: "p2" },
    { severity: null, priority: null },
    null,
  ]);
  expect(stored[0]?.entry).toEqual(entry);
});
