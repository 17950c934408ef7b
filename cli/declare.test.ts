import { afterAll, describe, expect, it } from "vitest";
import { createHttpServer } from "../server/platform/http/server.ts";
import { hashSecret, newId } from "../server/platform/ids/ids.ts";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { createNode } from "../server/start/node.ts";
import { addRoutes } from "../server/start/routes.ts";
import { sendFile } from "./configuration.ts";
import { declare, type DeclareOptions } from "./declare.ts";

const token = "mst_a-token-for-declaring";
const { url: databaseUrl, clock } = await makeTestDatabase();
await clock.set(Date.UTC(2026, 10, 20, 10));
const settings = { publicUrl: "http://127.0.0.1:4600", smtpUrl: null, databaseUrl };
const node = createNode({ ...settings, secret: "s".repeat(32), messengers: {}, log: () => undefined });
const app = await createHttpServer({ publicUrl: settings.publicUrl, version: "0.0.0", logger: false });
addRoutes(app, node, settings);
const url = await app.listen({ port: 0, host: "127.0.0.1" });
afterAll(async () => {
  await app.close();
  await node.stop();
});

async function run(title: string, options: DeclareOptions = {}) {
  const [said, complained] = [[] as string[], [] as string[]];
  const outside = { environment: { MUSTER_URL: `${url}/`, MUSTER_TOKEN: token }, say: (line: string) => void said.push(line), complain: (line: string) => void complained.push(line) };
  return { code: await declare(title, options, outside), said, complained };
}

await node.database.transaction((tx) =>
  tx.run(`insert into api_token (id, name, token_hash, role, made_by, made_at) values ($1, 'command line', $2, 'administrator', '{"kind":"muster"}', now())`, [newId(), hashSecret(token)]),
);
const acme = new URL("../examples/acme.yaml", import.meta.url).pathname;
await sendFile({ file: acme, url, token }, { environment: {}, say: () => undefined, complain: (line) => expect.fail(line) }, false);
const read = async (path: string) => (await (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).json()) as Record<string, unknown>;

describe("muster declare", () => {
  it("begins an incident, and says its name, who commands and where it is", async () => {
    const severity = "sev1";
    const { code, said, complained } = await run("Checkout is slow", { severity, service: ["storefront"], note: "p99 at 9 s since 10:00" });
    expect([code, complained]).toEqual([0, []]);
    expect(said).toEqual(["Declared INC-1: Checkout is slow.", expect.stringMatching(/^[A-Z]\w+ [A-Z]\S+ commands( until somebody takes it)?\.$/), `${url}/incidents/INC-1`]);
    expect(await read("/api/v1/incidents/INC-1")).toMatchObject({ title: "Checkout is slow", severity: { id: severity }, services: [{ id: "storefront" }] });
    expect(JSON.stringify(await read("/api/v1/incidents/INC-1/timeline"))).toContain("p99 at 9 s since 10:00");
  });

  it("needs no more than a title", async () => {
    expect((await run("Something is wrong")).said[0]).toBe("Declared INC-2: Something is wrong.");
  });

  it("says what is wrong, and ends with 1", async () => {
    expect(await run("x", { severity: "terrible" })).toMatchObject({ code: 1, said: [], complained: [expect.stringContaining("terrible")] });
    expect(await run("x", { service: ["nowhere"] })).toMatchObject({ code: 1, complained: [expect.stringContaining("nowhere")] });
    expect(await run("two\nlines")).toMatchObject({ code: 1, complained: [expect.stringContaining("title")] });
    expect(await run("x", { token: "mst_wrong" })).toMatchObject({ code: 1, complained: [expect.stringContaining("Muster does not know this token. Give an API token with --token or MUSTER_TOKEN")] });
    expect(await run("x", { url: "http://127.0.0.1:1" })).toMatchObject({ code: 1, complained: [expect.stringContaining("Muster cannot be reached")] });
  });
});
