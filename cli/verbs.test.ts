import { EventEmitter, once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createHttpServer } from "../server/platform/http/server.ts";
import { hashSecret, newId } from "../server/platform/ids/ids.ts";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { createNode, type NodeOptions } from "../server/start/node.ts";
import { addRoutes } from "../server/start/routes.ts";
import { acknowledge } from "./ack.ts";
import { exportFile, sendFile } from "./configuration.ts";
import { explainAlert } from "./explain.ts";

const token = "mst_a-token-for-the-command-line";
const { url: databaseUrl, clock } = await makeTestDatabase();
await clock.set(Date.UTC(2026, 10, 20, 10));
const settings = { publicUrl: "http://127.0.0.1:4600", smtpUrl: null, databaseUrl };
const paged = new EventEmitter();
const mail: NonNullable<NodeOptions["messengers"]["mail"]> = {
  channel: "mail",
  async send({ messageKey }) {
    paged.emit("page", messageKey.replace("page.", ""));
    return { isAccepted: true, providerId: messageKey };
  },
};
const node = createNode({ ...settings, secret: "s".repeat(32), messengers: { mail }, log: () => undefined });
node.start();
const app = await createHttpServer({ publicUrl: settings.publicUrl, version: "0.0.0", logger: false });
addRoutes(app, node, settings);
const url = await app.listen({ port: 0, host: "127.0.0.1" });
await node.database.transaction((tx) =>
  tx.run(`insert into api_token (id, name, token_hash, role, made_by, made_at) values ($1, 'command line', $2, 'administrator', '{"kind":"muster"}', now())`, [newId(), hashSecret(token)]),
);
const folder = await mkdtemp(join(tmpdir(), "muster-cli-"));
afterAll(async () => {
  await app.close();
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const acme = await readFile(new URL("../examples/acme.yaml", import.meta.url), "utf8");

async function fileOf(text: string, name = "muster.yaml"): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** Runs a verb as a terminal would: what it said, what it complained of, how it ended. */
async function run(verb: (outside: Parameters<typeof sendFile>[1]) => Promise<number>, environment: Record<string, string> = {}) {
  const [said, complained] = [[] as string[], [] as string[]];
  const outside = { environment: { MUSTER_URL: url, MUSTER_TOKEN: token, ...environment }, say: (line: string) => void said.push(line), complain: (line: string) => void complained.push(line) };
  return { code: await verb(outside), said, complained };
}

const apply = async (text: string, environment?: Record<string, string>) => {
  const file = await fileOf(text);
  return run((outside) => sendFile({ file }, outside, false), environment);
};
const plan = async (text: string, environment?: Record<string, string>) => {
  const file = await fileOf(text);
  return run((outside) => sendFile({ file }, outside, true), environment);
};

describe("muster plan and apply", () => {
  it("tell the changes as sentences, make them, and find none the second time", async () => {
    const planned = await plan(acme);
    expect(planned).toMatchObject({ code: 0, complained: [] });
    expect(planned.said.slice(0, 2)).toEqual(["Create the organization.", "Create the person amara (Amara Okafor)."]);
    expect(planned.said.at(-1)).toBe("47 changes would be made.");
    expect((await apply(acme)).said.at(-1)).toBe("47 changes made.");
    expect(await plan(acme)).toEqual({ code: 0, said: ["No changes."], complained: [] });
    expect(await plan(acme.replace("name: Storefront\n", "name: Shop\n"))).toMatchObject({ code: 0, said: ["Change the service storefront (Shop): name from “Storefront” to “Shop”.", "1 change would be made."] });
  });

  it("resolve variables here, so that the server never needs them", async () => {
    const set = { ACME_CRON_KEY: "a-key-from-the-environment" };
    expect((await plan(acme, set)).said).toEqual(["Change the source cron: key gets another value.", "1 change would be made."]);
    await apply(acme, set);
    expect((await plan(acme, set)).said).toEqual(["No changes."]);
    expect((await plan(acme)).said).toHaveLength(2);
    expect((await apply(acme)).code).toBe(0);
  });

  it("tell each mistake with its place in the file, and end with 1", async () => {
    const broken = acme.replace("default: acme-nightly-settlement }", "default: acme-nightly-settlement, colour: red }").replace("manager: hana }", "manager: hanna }");
    const { code, complained } = await apply(broken, { ACME_CRON_KEY: "a-key-from-the-environment" });
    const lineOf = (words: string) => broken.split("\n").findIndex((line) => line.includes(words));
    const columnOf = (words: string) => (broken.split("\n")[lineOf(words)] ?? "").indexOf(words) + 1;
    const file = join(folder, "muster.yaml");
    expect(code).toBe(1);
    expect(complained).toContain(`${file}:${lineOf("hanna") + 1}:${columnOf("hanna")}: There is no person \`hanna\`. Did you mean \`hana\`?`);
    expect(complained.filter((line) => line.startsWith(`${file}:${lineOf("colour") + 1}:${columnOf("colour")}: `))).toHaveLength(1);
    expect((await plan(acme)).said).toEqual(["No changes."]);
  });

  it("name a variable that has neither value nor default", async () => {
    const { code, complained } = await plan(acme.replace("{ env: ACME_CRON_KEY, default: acme-nightly-settlement }", "{ env: ACME_CRON_KEY }"));
    expect([code, complained.length]).toEqual([1, 1]);
    expect(complained[0]).toContain("The variable ACME_CRON_KEY has no value. Set ACME_CRON_KEY where you run the command, or write a default.");
  });

  it("say what is the matter where there is no file, no Muster, no token", async () => {
    const file = await fileOf(acme);
    expect((await run((outside) => sendFile({ file: join(folder, "absent.yaml") }, outside, true))).complained[0]).toContain("absent.yaml cannot be read");
    const away = await run((outside) => sendFile({ file, url: "http://127.0.0.1:1" }, outside, true));
    expect([away.code, away.complained[0]]).toEqual([1, expect.stringContaining("Muster cannot be reached at http://127.0.0.1:1")]);
    const stranger = await run((outside) => sendFile({ file, token: "mst_wrong" }, outside, true));
    expect([stranger.code, stranger.complained]).toEqual([1, [expect.stringMatching(/^Muster does not know this token. Give an API token .* under Settings › API tokens/)]]);
  });
});

describe("muster export", () => {
  it("writes a file that means what is there", async () => {
    const output = join(folder, "exported.yaml");
    expect(await run((outside) => exportFile({ output }, outside))).toEqual({ code: 0, said: [], complained: [] });
    expect((await plan(await readFile(output, "utf8"))).said).toEqual(["No changes."]);
    expect((await run((outside) => exportFile({}, outside))).said.join("\n")).toBe((await readFile(output, "utf8")).trimEnd());
  });
});

describe("muster ack", () => {
  const fire = async (alertname: string) => {
    const pageId = once(paged, "page") as Promise<string[]>;
    const alert = { status: "firing", labels: { alertname, severity: "high", service: "storefront" }, annotations: { summary: `${alertname} is high` }, startsAt: "2026-11-20T10:00:00Z" };
    const body = JSON.stringify({ version: "4", alerts: [alert] });
    await fetch(`${url}/intake/prometheus/acme-prometheus`, { method: "POST", body, headers: { "content-type": "application/json" } });
    return { pageId: (await pageId)[0] ?? "" };
  };
  const newest = async () => (await node.database.transaction((tx) => tx.rows<{ id: string; group_id: string; status: string }>("select id, group_id, status from alert order by first_at desc limit 1")))[0];
  const ack = (id: string) => run((outside) => acknowledge(id, {}, outside));

  it("takes a page, an alert or a group by its id, and says what was taken", async () => {
    const { pageId } = await fire("Latency");
    expect(await ack(pageId)).toEqual({ code: 0, said: ["Acknowledged: Latency is high (Storefront)."], complained: [] });
    expect((await newest())?.status).toBe("acknowledged");
    await fire("Errors");
    expect(await ack((await newest())?.id ?? "")).toEqual({ code: 0, said: ["Acknowledged: Errors is high (Storefront)."], complained: [] });
    // What follows two pages within a minute waits for the next message.
    await clock.advance(60_000);
    await fire("Saturation");
    expect(await ack((await newest())?.group_id ?? "")).toEqual({ code: 0, said: ["Acknowledged: Saturation is high (Storefront)."], complained: [] });
    expect((await newest())?.status).toBe("acknowledged");
  });

  it("says where there is nothing of that id", async () => {
    expect(await ack(newId())).toMatchObject({ code: 1, complained: [expect.stringContaining("There is no page, alert or group")] });
    expect(await ack("web-1")).toMatchObject({ code: 1, complained: ["web-1 is not the id of a page, an alert or a group."] });
  });
});

describe("muster explain alert", () => {
  const explain = (id: string) => run((outside) => explainAlert(id, {}, outside));

  it("says line by line what was decided, with what went out and what was held back marked", async () => {
    const [alert] = await node.database.transaction((tx) => tx.rows<{ id: string }>("select id from alert order by first_at limit 1"));
    const { code, said, complained } = await explain(alert?.id ?? "");
    expect([code, complained]).toEqual([0, []]);
    const lines = said.join("\n").split("\n");
    expect(lines.slice(0, 2)).toEqual(["Latency is high", "acknowledged, high, high urgency, Storefront, from prometheus, 1 signal"]);
    expect(lines).toContainEqual(expect.stringMatching(/^2026-11-20 10:00:\d\d {4}Routed: high: by route 3/));
    expect(lines).toContainEqual(expect.stringMatching(/^2026-11-20 10:00:\d\d {2}> Paged /));
  });

  it("says where there is none", async () => {
    for (const id of [newId(), "web-1"]) expect(await explain(id)).toEqual({ code: 1, said: [], complained: [`There is no alert ${id}.`] });
  });
});
