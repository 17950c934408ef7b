import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { schemaMap } from "./schema.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "muster-schema-test-"));
  await mkdir(join(root, "migrations"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

const everything = `
  create extension btree_gist;
  create type urgency as enum ('high', 'low');
  create domain share as numeric check (value between 0 and 1);
  create sequence incident_number;
  create table team (
    id int generated always as identity primary key, name text collate "C" not null unique, row serial,
    load share default 0, words tsvector generated always as (to_tsvector('simple', name)) stored
  );
  create table shift (
    team int not null references team, during tstzrange, exclude using gist (team with =, during with &&)
  ) with (fillfactor = 70);
  create index shift_during on shift using gist (during) where during is not null;
  create table page (at date not null, urgency urgency) partition by range (at);
  create table page_2026 partition of page for values from ('2026-01-01') to ('2027-01-01');
  create index page_at on page (at);
  create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
  create trigger team_stays before delete on team execute function refuse();
  create view busy as select name from team where load > 0.5;`;

describe("the structure of the database as text", () => {
  it("shows every kind of object that the migrations make, and nothing twice", async () => {
    await writeFile(join(root, "migrations/2026-01-05-01-everything.sql"), everything);
    const text = (await schemaMap.text(root)) ?? "";
    const table = text.slice(text.indexOf("create table "));
    expect(text.match(/^create \w+( \w+)?/gim)?.map((words) => words.toLowerCase())).toEqual([
      ...["create extension btree_gist", "create type urgency", "create domain share", "create sequence incident_number"],
      ...["create or replace", "create table migration", "create table page", "create index page_at"],
      ...["create table shift", "create index shift_during", "create table team", "create trigger team_stays"],
      ...["create table page_2026", "create view busy"],
    ]);
    expect(table).toContain(`  name text collate "C" not null,\n  "row" integer default nextval('team_row_seq'::regclass) not null,\n  load share default 0,\n`);
    expect(table).toContain("  words tsvector generated always as (to_tsvector('simple'::regconfig, name)) stored,\n  constraint team_pkey PRIMARY KEY (id),\n");
    expect(table).toContain("constraint shift_team_fkey FOREIGN KEY (team) REFERENCES team(id)\n) with (fillfactor=70);");
    expect(table).toContain(") partition by RANGE (at);");
    expect(table).toContain("create table page_2026 partition of page FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');");
  });
});
