import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkIncidentReads } from "./incident-reads.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "muster-incident-reads-"));
  await mkdir(join(root, "server"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

const failuresOf = async (sql: string) => {
  await writeFile(join(root, "server", "list.queries.ts"), `export const list = "${sql}";`);
  return (await checkIncidentReads(root)).failures.filter((failure) => failure.includes("list.queries.ts"));
};

describe("the check of what is read of incidents", () => {
  it("refuses a query that would show what is private", async () => {
    expect(await failuresOf("select id from incident where status = 'open'")).toEqual([expect.stringContaining("Read seen_incident")]);
    expect(await failuresOf("select title from page join incident on incident.id = page.subject_id")).toHaveLength(1);
  });

  it("passes what goes through the view, and other tables", async () => {
    expect(await failuresOf("select incident.id from seen_incident as incident join incident_update on incident_id = incident.id")).toEqual([]);
  });

  it("passes this repository", async () => {
    expect((await checkIncidentReads(join(import.meta.dirname, ".."))).failures).toEqual([]);
  });
});
