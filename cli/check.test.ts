import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createHttpServer } from "../server/platform/http/server.ts";
import { hashSecret, newId } from "../server/platform/ids/ids.ts";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { createNode } from "../server/start/node.ts";
import { addRoutes } from "../server/start/routes.ts";
import { checkCoverage, type CheckOptions } from "./check.ts";
import { sendFile } from "./configuration.ts";

const token = "mst_a-token-for-the-command-line";
const { url: databaseUrl, clock } = await makeTestDatabase();
await clock.set(Date.UTC(2026, 10, 21, 12));
const settings = { publicUrl: "http://127.0.0.1:4600", smtpUrl: null, databaseUrl };
const mail = { channel: "mail" as const, send: () => Promise.resolve({ isAccepted: true as const, providerId: "1" }) };
const node = createNode({ ...settings, secret: "s".repeat(32), messengers: { mail }, log: () => undefined });
const app = await createHttpServer({ publicUrl: settings.publicUrl, version: "0.0.0", logger: false });
addRoutes(app, node, settings);
const url = await app.listen({ port: 0, host: "127.0.0.1" });
await node.database.transaction((tx) =>
  tx.run(`insert into api_token (id, name, token_hash, role, made_by, made_at) values ($1, 'command line', $2, 'administrator', '{"kind":"muster"}', now())`, [newId(), hashSecret(token)]),
);
const file = join(tmpdir(), `muster-check-${newId()}.yaml`);
afterAll(async () => {
  await rm(file, { force: true });
  await app.close();
  await node.stop();
});

const acme = await readFile(new URL("../examples/acme.yaml", import.meta.url), "utf8");

async function put(document: string, query = ""): Promise<void> {
  const answer = await fetch(`${url}/api/v1/config${query}`, { method: "PUT", body: document, headers: { authorization: `Bearer ${token}`, "content-type": "application/yaml" } });
  expect(answer.status).toBe(200);
}

/** Runs the verb as a terminal would. */
async function check(options: CheckOptions = {}) {
  const [said, complained] = [[] as string[], [] as string[]];
  const outside = { environment: { MUSTER_URL: url, MUSTER_TOKEN: token }, say: (line: string) => void said.push(line), complain: (line: string) => void complained.push(line) };
  return { code: await checkCoverage(options, outside), said: said.join("\n"), complained };
}

describe("muster check", () => {
  it("ends with 0 where nothing is found, and where nothing breaks paging", async () => {
    expect(await check()).toMatchObject({ code: 0, said: "Somebody answers every page in the next 90 days: 0 policies checked." });
    await put(acme);
    const { code, said } = await check();
    expect(code).toBe(0);
    expect(said).toContain("Puts paging at risk: 3\n  Dana Reyes is the only expert of Checkout. Whenever Dana Reyes is away, nobody is named who knows it.\n    When: all the time.\n    Name a second expert: http");
    expect(said).toContain("Hard on people: 2\n");
    expect(said.endsWith("5 findings in the next 90 days.")).toBe(true);
  });

  it("ends with 1 where something breaks paging, with the times on the schedule's clock and where it is mended", async () => {
    await put(acme);
    await node.database.transaction((tx) =>
      tx.run(`insert into schedule_override (id, schedule_id, kind, person_id, starts_at, ends_at, made_by, made_at)
        values ('00000000-0000-4000-8000-000000000001', 'web-primary', 'remove', null, '2026-12-04T17:00Z', '2026-12-06T17:00Z', '{"kind":"muster"}', now())`),
    );
    const { code, said } = await check();
    expect(code).toBe(1);
    const [title, first, times, mend] = said.split("\n");
    expect([title, times]).toEqual(["Breaks paging: 1", "    When: once, Fri 4 Dec 18:00 to Sun 6 Dec 18:00 (Europe/Berlin)."]);
    expect(first).toContain("  Nobody is on call for Web primary. A page by web goes on to ");
    expect(mend).toBe(`    Find somebody for this time: ${url}/on-call?schedule=web-primary&from=2026-12-04`);
    expect((await check({ days: "10" })).code).toBe(0);
  });

  it("gives the report as JSON, and says what is the matter", async () => {
    const { code, said } = await check({ json: true });
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ findings: [{ kind: "gap", weight: "breaks" }, {}, {}, {}, {}, {}], policies: [{ id: "web" }, { id: "payments" }] });
    expect(await check({ days: "400" })).toMatchObject({ code: 1, said: "", complained: [expect.stringContaining("days")] });
  });
});

describe("muster plan", () => {
  it("says before the count what would break by the change, and nothing where nothing would", async () => {
    await put(acme);
    const said: string[] = [];
    const outside = { environment: { MUSTER_URL: url, MUSTER_TOKEN: token }, say: (line: string) => void said.push(line), complain: (line: string) => void said.push(line) };
    await writeFile(file, acme.replace("tier: 2, escalationPolicy: web,", "tier: 2,"));
    expect(await sendFile({ file }, outside, true)).toBe(0);
    expect(said).toEqual([
      expect.stringContaining("Change the service search (Search)"),
      "The change brings with it:",
      "Breaks paging:\n  Search has no escalation policy. Its alerts page the administrators, and nobody of its team.\n    When: all the time.",
      "1 change would be made.",
    ]);
  });
});
