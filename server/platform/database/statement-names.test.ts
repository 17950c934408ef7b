import { expect, it } from "vitest";
import { openTestDatabase } from "../testing/test-database.ts";
import { StatementNames } from "./statement-names.ts";

const often = 20;

it("names what is asked for again and again, each text by a name of its own, and nothing that comes once", () => {
  const names = new StatementNames();
  const again = () => ["select $1::int", "select $1::text"].map((text) => Array.from({ length: often }, () => names.nameOf(text)).at(-1));
  const [one, other] = again();
  expect(one).toEqual(expect.any(String));
  expect(other).toEqual(expect.any(String));
  expect(one).not.toBe(other);
  expect(names.nameOf("select $1::date")).toBeUndefined();
  names.renew();
  expect(again()).not.toContain(one);
});

it("counts no more texts than a program has, however many are made anew", () => {
  const names = new StatementNames();
  for (let number = 0; number < 5_000; number += 1) names.nameOf(`select $1::int + ${number}`);
  expect(Array.from({ length: often }, () => names.nameOf("select $1::int + 4999")).at(-1)).toBeUndefined();
});

it("lets statements go on that were prepared on every connection before their table got another column", async () => {
  const { database } = await openTestDatabase();
  await database.transaction((tx) => tx.run("create table shelf (name text); insert into shelf values ('first')"));
  const read = () => database.transaction((tx) => tx.rows("select * from shelf where name = $1", ["first"]));
  const readByAll = () => Promise.all(Array.from({ length: often }, read));
  for (let time = 0; time < often; time += 1) await readByAll();
  const prepared = await database.transaction((tx) => tx.rows("select from pg_prepared_statements where statement like '%shelf%'"));
  expect(prepared).toHaveLength(1);
  await database.transaction((tx) => tx.run("alter table shelf add column depth int not null default 30"));
  expect(await readByAll()).toEqual(Array.from({ length: often }, () => [{ name: "first", depth: 30 }]));
});

it("tells the first fault where a statement is named that PostgreSQL refuses, and goes on with it afterwards", async () => {
  const { database } = await openTestDatabase();
  const divide = (by: number) => database.transaction((tx) => tx.first<{ it: number }>("select 12 / $1::int as it", [by]));
  for (let time = 0; time < often; time += 1) await divide(3);
  await expect(divide(0)).rejects.toThrow("division by zero");
  expect(await divide(4)).toEqual({ it: 3 });
  const unknown = () => database.transaction((tx) => Promise.all([1, 2].map((value) => tx.rows("select * from nowhere where it = $1", [value]))));
  for (let time = 0; time < often; time += 1) await expect(unknown()).rejects.toThrow('relation "nowhere" does not exist');
  await database.transaction((tx) => tx.run("create table nowhere (it int); insert into nowhere values (1), (2)"));
  expect(await unknown()).toEqual([[{ it: 1 }], [{ it: 2 }]]);
});

it("plans what is prepared anew each time, for the tables as they are", async () => {
  const { database } = await openTestDatabase();
  expect(await database.transaction((tx) => tx.first("show plan_cache_mode"))).toEqual({ plan_cache_mode: "force_custom_plan" });
});
