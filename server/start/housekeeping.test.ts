import { expect, it } from "vitest";
import { createIntake, intakeRoutes } from "../features/alert-intake/index.ts";
import { hashSecret } from "../platform/ids/ids.ts";
import { openTestApp } from "../platform/testing/test-app.ts";
import { housekeepingHandler } from "./housekeeping.ts";

const { app, database, clock } = await openTestApp((server, tools) => intakeRoutes(server, createIntake(() => tools.database)));

it("Bodies are kept for 30 days, and what was made of them stays", async () => {
  await database.transaction((tx) => tx.run("insert into source (id, kind, key_hash, place) values ('json', 'json', $1, 0)", [hashSecret("the-key-of-the-source")]));
  const send = (title: string) => app.inject({ method: "POST", url: "/intake/json/the-key-of-the-source", payload: { title } });
  await send("Old");
  await clock.advance(29 * 86_400_000);
  await send("New");
  await clock.advance(2 * 86_400_000);
  await database.transaction((tx) => housekeepingHandler.handle(tx, []));
  const [bodies, alerts] = await database.transaction((tx) => Promise.all([tx.rows<{ body: string }>("select body from delivery"), tx.rows<{ title: string }>("select title from alert order by title")]));
  expect(bodies.map(({ body }) => JSON.parse(body) as object)).toEqual([{ title: "New" }]);
  expect(alerts.map(({ title }) => title)).toEqual(["New", "Old"]);
});
