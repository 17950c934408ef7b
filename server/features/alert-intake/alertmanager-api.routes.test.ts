import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runSet } from "../../platform/due-work/set-runner.ts";
import { createHttpServer } from "../../platform/http/server.ts";
import { hashSecret } from "../../platform/ids/ids.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import type { Acceptance } from "./adapt.intake.ts";
import type { GettableAlert, GettableGroup, GettableSilence } from "./alertmanager-api.contract.ts";
import { alertmanagerApiRoutes, createIntake, intakeRoutes, lapseHandler } from "./index.ts";
import { makeSilence } from "./silence.commands.ts";

const fixtures = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/alertmanager-api-v2");
const { call, app, database, clock } = await openTestApp((server, tools) => {
  const intake = createIntake(() => tools.database);
  intakeRoutes(server, intake);
  alertmanagerApiRoutes(server, tools, intake);
});
const key = "prometheus-key";
const otherKey = "key-of-another-prometheus";
const graphKey = "key-of-grafana";
await database.transaction(async (tx) => {
  for (const [place, [id, kind, secret]] of [["prometheus", "alertmanager", key], ["another", "alertmanager", otherKey], ["graphs", "grafana", graphKey]].entries()) {
    await tx.run("insert into source (id, kind, key_hash, place) values ($1, $2, $3, $4)", [id, kind, hashSecret(secret ?? ""), place]);
  }
  await tx.run("update installation set configuration_version = configuration_version + 1");
});

const minute = 60_000;
const at = (milliseconds: number) => new Date(milliseconds).toISOString();
const now = () => database.transaction(async (tx) => tx.now);
const path = (rest: string, its = key) => `/alertmanager/${its}/api/v2${rest}`;
const post = (alerts: unknown, its = key) => call(`POST ${path("/alerts", its)}`, { body: alerts });
const list = async (query = "", its = key) => (await call<GettableAlert[]>(`GET ${path(`/alerts${query}`, its)}`)).body;
const names = async (query = "", its = key) => (await list(query, its)).map(({ labels }) => labels["instance"]).sort();
const statusOf = (instance: string) => database.transaction(async (tx) => (await tx.first<{ status: string }>("select status from alert where is_current and labels->>'instance' = $1", [instance]))?.status ?? null);
const disk = (instance: string, more: object = {}) => ({ labels: { alertname: "DiskFull", instance, severity: "critical" }, annotations: { summary: `The disk of ${instance} is full` }, generatorURL: "http://prometheus.example/graph?q=1", ...more });
const filter = (...matchers: string[]) => `?${matchers.map((matcher) => `filter=${encodeURIComponent(matcher)}`).join("&")}`;
const decisions = (instance: string) =>
  database.transaction(async (tx) => (await tx.rows<{ code: string }>("select decision.code from decision join alert on alert.id = decision.alert_id where labels->>'instance' = $1 order by decision.id", [instance])).map(({ code }) => code));

/** Does what fell due until the moment. */
async function lapse(): Promise<void> {
  const faults: unknown[] = [];
  while (await runSet(database, lapseHandler, (_problem, error) => faults.push(error)));
  expect(faults).toEqual([]);
}

async function silence(more: object = {}, its = key): Promise<string> {
  const moment = await now();
  const body = { matchers: [{ name: "instance", value: "quiet", isRegex: false }], startsAt: at(moment - 1_000), endsAt: at(moment + 60 * minute), createdBy: "ben", comment: "The disk is known", ...more };
  const answer = await call<{ silenceID: string }>(`POST ${path("/silences", its)}`, { body });
  expect([answer.status, answer.body]).toEqual([200, { silenceID: expect.stringMatching(/^[\da-f-]{36}$/) }]);
  return answer.body.silenceID;
}

const silences = async (query = "", its = key) => (await call<GettableSilence[]>(`GET ${path(`/silences${query}`, its)}`)).body;

describe("alerts posted to Alertmanager’s API", () => {
  it("are answered with nothing, and shown as Alertmanager shows them", async () => {
    const startsAt = at((await now()) - minute);
    expect(await post([disk("db1", { startsAt })])).toMatchObject({ status: 200, body: null });
    expect(await list(filter('instance="db1"'))).toEqual([
      {
        labels: { alertname: "DiskFull", instance: "db1", severity: "critical" },
        annotations: { summary: "The disk of db1 is full" },
        generatorURL: "http://prometheus.example/graph?q=1",
        receivers: [{ name: "muster" }],
        fingerprint: expect.stringMatching(/^[\da-f]{16}$/),
        startsAt,
        updatedAt: expect.any(String),
        endsAt: expect.any(String),
        status: { state: "active", silencedBy: [], inhibitedBy: [], mutedBy: [] },
      },
    ]);
  });

  it("are one alert where their labels are the same, an empty one being none", async () => {
    await post([disk("one")]);
    await post([disk("one", { annotations: { summary: "Other words" }, labels: { severity: "critical", team: "", instance: "one", alertname: "DiskFull" } })]);
    await post([disk("one", { labels: { alertname: "DiskFull", instance: "one", severity: "warning" } })]);
    expect((await list(filter('instance="one"'))).map(({ labels }) => labels).sort((a, b) => ((a["severity"] ?? "") < (b["severity"] ?? "") ? -1 : 1))).toEqual([
      { alertname: "DiskFull", instance: "one", severity: "critical" },
      { alertname: "DiskFull", instance: "one", severity: "warning" },
    ]);
  });

  it("without an end are over five minutes after they were last posted", async () => {
    await post([disk("silent"), disk("told")]);
    await clock.advance(3 * minute);
    await post([disk("told")]);
    await clock.advance(2 * minute + 1_000);
    await lapse();
    expect([await statusOf("silent"), await statusOf("told")]).toEqual(["resolved", "firing"]);
    expect(await decisions("silent")).toContain("fold.lapsed");
    expect(await names(filter('instance=~"silent|told"'))).toEqual(["told"]);
    await clock.advance(3 * minute);
    await lapse();
    expect(await statusOf("told")).toBe("resolved");
  });

  it("with an end are over then, unless they are posted again, and at once where it is past", async () => {
    const moment = await now();
    await post([disk("soon", { endsAt: at(moment + 2 * minute) }), disk("later", { endsAt: at(moment + 2 * minute) }), disk("unset", { endsAt: "0001-01-01T00:00:00Z" }), disk("ended")]);
    expect((await list(filter('instance="soon"')))[0]?.endsAt).toBe(at(moment + 2 * minute));
    await post([disk("later", { endsAt: at(moment + 9 * minute) }), disk("ended", { endsAt: at(moment - 1_000) })]);
    expect(await statusOf("ended")).toBe("resolved");
    await clock.advance(2 * minute + 1_000);
    await lapse();
    expect([await statusOf("soon"), await statusOf("later"), await statusOf("unset")]).toEqual(["resolved", "firing", "firing"]);
    await clock.advance(7 * minute);
    await lapse();
    expect([await statusOf("later"), await statusOf("unset")]).toEqual(["resolved", "resolved"]);
  });

  it("that are over already when they are first posted open nothing", async () => {
    await post([disk("past", { endsAt: at((await now()) - minute) })]);
    expect(await statusOf("past")).toBeNull();
  });

  it("fire again after they were over, though they say the start that they had", async () => {
    const startsAt = at((await now()) - 60 * minute);
    await post([disk("again", { startsAt })]);
    await clock.advance(6 * minute);
    await lapse();
    expect(await statusOf("again")).toBe("resolved");
    await post([disk("again", { startsAt })]);
    expect(await statusOf("again")).toBe("firing");
  });

  it("are not over where the webhook of a real Alertmanager spoke of them since", async () => {
    await post([disk("both")]);
    const [alert] = await list(filter('instance="both"'));
    await clock.advance(4 * minute);
    const answer = await call(`POST /intake/prometheus/${key}`, { body: { version: "4", alerts: [{ status: "firing", ...disk("both"), fingerprint: alert?.fingerprint }] } });
    expect(answer.status).toBe(202);
    await clock.advance(2 * minute);
    await lapse();
    expect(await statusOf("both")).toBe("firing");
  });

  it("are read, whatever their bodies call themselves", async () => {
    const answer = await app.inject({ method: "POST", url: path("/alerts"), headers: { "content-type": "text/plain" }, payload: JSON.stringify([disk("plain")]) });
    expect([answer.statusCode, answer.body, await statusOf("plain")]).toEqual([200, "", "firing"]);
  });

  it("belong to the source of the key alone", async () => {
    await post([disk("shared")], otherKey);
    expect(await names(filter('instance="shared"'))).toEqual([]);
    expect(await names(filter('instance="shared"'), otherKey)).toEqual(["shared"]);
  });

  it.skipIf(!existsSync(fixtures))("as Alertmanager’s own example posts them are six", async () => {
    expect((await post(JSON.parse(readFileSync(join(fixtures, "post-alerts-1.json"), "utf8")), otherKey)).status).toBe(200);
    expect(await list(filter('alertname="DiskRunningFull"'), otherKey)).toHaveLength(6);
  });
});

describe("the alerts that are asked for", () => {
  it("are narrowed by matchers of every kind, which must all hold", async () => {
    await post([disk("m1", { labels: { alertname: "M", instance: "m1", env: "prod" } }), disk("m2", { labels: { alertname: "M", instance: "m2", env: 'a "b"' } }), disk("m3", { labels: { alertname: "M", instance: "m3" } })]);
    const found = (...matchers: string[]) => names(filter("alertname=M", ...matchers));
    expect(await found()).toEqual(["m1", "m2", "m3"]);
    expect(await found('env="prod"')).toEqual(["m1"]);
    expect(await found('env!="prod"')).toEqual(["m2", "m3"]);
    expect(await found('env=~"pro.|x"')).toEqual(["m1"]);
    expect(await found('env!~"pro"')).toEqual(["m1", "m2", "m3"]);
    expect(await found('env = "a \\"b\\""')).toEqual(["m2"]);
    expect(await found("env=")).toEqual(["m3"]);
    expect(await found('env=~".+"', 'instance!="m1"')).toEqual(["m2"]);
  });

  it.each([["filter", "no matcher"], ["filter", 'env=~"("'], ["receiver", "("], ["active", "perhaps"]])("by %s = %s are refused in a JSON text that names it", async (name, value) => {
    for (const address of ["/alerts", "/alerts/groups"]) expect(await call(`GET ${path(address)}?${name}=${encodeURIComponent(value)}`)).toMatchObject({ status: 400, body: expect.stringMatching(name === "filter" ? /bad matcher/ : new RegExp(name)) });
  });

  it("are told of by the only receiver", async () => {
    await post([disk("received")]);
    expect(await names(`${filter("instance=received")}&receiver=must.*`)).toEqual(["received"]);
    expect(await names(`${filter("instance=received")}&receiver=must`)).toEqual([]);
    expect((await call(`GET ${path("/receivers")}`)).body).toEqual([{ name: "muster" }]);
  });

  it("stand in groups, as Muster groups them", async () => {
    await post(["g1", "g2"].map((instance) => disk(instance, { labels: { alertname: "Grouped", instance } })));
    const { body } = await call<GettableGroup[]>(`GET ${path(`/alerts/groups${filter("alertname=Grouped")}`)}`);
    expect(body).toMatchObject([{ labels: { alertname: "Grouped" }, routeLabels: {}, receiver: { name: "muster" } }]);
    expect(body[0]?.alerts.map(({ labels }) => labels["instance"]).sort()).toEqual(["g1", "g2"]);
  });
});

describe("a silence made through Alertmanager’s API", () => {
  it("suppresses what it matches, and is shown with who made it and why", async () => {
    await post([disk("quiet"), disk("loud")]);
    const id = await silence();
    expect((await list(filter("instance=quiet")))[0]?.status).toEqual({ state: "suppressed", silencedBy: [id], inhibitedBy: [], mutedBy: [] });
    expect((await list(filter("instance=loud")))[0]?.status.state).toBe("active");
    expect([await names(`${filter("instance=~quiet|loud")}&silenced=false`), await names(`${filter("instance=~quiet|loud")}&active=false`)]).toEqual([["loud"], ["quiet"]]);
    const groups = async (more: string) => (await call<GettableGroup[]>(`GET ${path(`/alerts/groups${filter("instance=quiet")}${more}`)}`)).body.length;
    expect([await groups(""), await groups("&muted=false")]).toEqual([1, 0]);
    const shown = (await call<GettableSilence>(`GET ${path(`/silence/${id}`)}`)).body;
    expect(shown).toMatchObject({ id, status: { state: "active" }, comment: "The disk is known", createdBy: "ben", matchers: [{ name: "instance", value: "quiet", isRegex: false, isEqual: true }] });
    expect(await silences()).toContainEqual(shown);
    const stored = await database.transaction((tx) => tx.first("select reason, made_by from silence where id = $1", [id]));
    expect(stored).toEqual({ reason: "The disk is known (ben)", made_by: { kind: "source", id: "prometheus" } });
  });

  it("holds back nothing that another source said, even where its matchers fit", async () => {
    await post([disk("theirs")], otherKey);
    await silence({ matchers: [{ name: "instance", value: "theirs", isRegex: false }] });
    expect((await list(filter("instance=theirs"), otherKey))[0]?.status.state).toBe("active");
    await post([disk("theirs")]);
    expect((await list(filter("instance=theirs")))[0]?.status.state).toBe("suppressed");
  });

  it("is found by its matchers and its state", async () => {
    const moment = await now();
    const id = await silence({ matchers: [{ name: "team", value: "web|shop", isRegex: true, isEqual: false }, { name: "env", value: "prod", isRegex: false }], startsAt: at(moment + 5 * minute) });
    const found = async (query: string) => (await silences(query)).map((one) => one.id);
    expect(await found(filter('team="web|shop"'))).toEqual([id]);
    expect(await found(filter("team=db"))).toEqual([]);
    expect([await found(`${filter("team=~.+")}&pending=false`), await found(`${filter("team=~.+")}&active=false&expired=false`)]).toEqual([[], [id]]);
    expect(await call(`GET ${path("/silences?filter=%7B")}`)).toMatchObject({ status: 400, body: "bad matcher format: {" });
  });

  it("is changed in its place while it holds, and made anew once it is over", async () => {
    const id = await silence({ matchers: [{ name: "instance", value: "moved", isRegex: false }] });
    const moment = await now();
    expect(await silence({ id, matchers: [{ name: "instance", value: "moved", isRegex: false }], comment: "Longer (by far)", endsAt: at(moment + 120 * minute) })).toBe(id);
    expect(await silences(filter("instance=moved"))).toMatchObject([{ id, comment: "Longer (by far)", createdBy: "ben", endsAt: at(moment + 120 * minute) }]);
    expect(await call(`DELETE ${path(`/silence/${id}`)}`)).toMatchObject({ status: 200, body: null });
    expect(await silences(filter("instance=moved"))).toMatchObject([{ id, status: { state: "expired" } }]);
    expect(await silence({ id })).not.toBe(id);
  });

  it("ends when it is deleted, and what it held back is active again", async () => {
    await post([disk("freed")]);
    const id = await silence({ matchers: [{ name: "instance", value: "freed", isRegex: false }] });
    expect((await list(filter("instance=freed")))[0]?.status.state).toBe("suppressed");
    expect((await call(`DELETE ${path(`/silence/${id}`)}`)).status).toBe(200);
    expect((await list(filter("instance=freed")))[0]?.status.state).toBe("active");
    expect(await call(`DELETE ${path(`/silence/${id}`)}`)).toMatchObject({ status: 400, body: expect.stringContaining("over") });
  });

  it.each([
    ["no matcher", { matchers: [] }, /matcher/],
    ["matchers that everything fulfils", { matchers: [{ name: "env", value: ".*", isRegex: true }] }, /every alert/],
    ["a pattern that is none", { matchers: [{ name: "env", value: "(", isRegex: true }] }, /pattern/],
    ["an end in the past", { endsAt: "2020-01-01T00:00:00Z" }, /past/],
    ["an end that is no time", { endsAt: "soon" }, /endsAt/],
    ["no comment at all", { comment: undefined }, /comment/],
  ])("with %s is refused in a JSON text", async (_what, more, words) => {
    const moment = await now();
    const body = { matchers: [{ name: "a", value: "b", isRegex: false }], startsAt: at(moment), endsAt: at(moment + minute), createdBy: "ben", comment: "Why", ...more };
    expect(await call(`POST ${path("/silences")}`, { body })).toMatchObject({ status: 400, body: expect.stringMatching(words) });
  });
});

describe("what another made", () => {
  it("is neither seen, changed nor ended by a key whose alerts it does not touch", async () => {
    const id = await silence({}, otherKey);
    expect((await silences()).map((one) => one.id)).not.toContain(id);
    for (const method of ["GET", "DELETE"]) expect(await call(`${method} ${path(`/silence/${id}`)}`)).toMatchObject({ status: 404, body: expect.any(String) });
    expect((await call<GettableSilence>(`GET ${path(`/silence/${id}`, otherKey)}`)).body.status.state).toBe("active");
    for (const strange of ["no-id", "00000000-0000-4000-8000-000000000000"]) expect((await call(`GET ${path(`/silence/${strange}`)}`)).status).toBe(404);
  });

  it("in Muster is seen where it holds back an alert of the key, and ended only there", async () => {
    await post([disk("by-hand")]);
    const made = await database.transaction(async (tx) => makeSilence(tx, { actor: { kind: "muster" }, role: "administrator", personId: null }, { kind: "maintenance", matchers: [{ name: "instance", value: "by-hand", isRegex: false, isEqual: true }], reason: "We move it", endsAt: at(tx.now + 60 * minute) }));
    const [alert] = await list(filter("instance=by-hand"));
    const [id = ""] = alert?.status.silencedBy ?? [];
    expect(made).toMatchObject({ id });
    expect((await call(`GET ${path(`/silence/${id}`)}`)).body).toMatchObject({ comment: "We move it", createdBy: "Muster" });
    expect(await call(`DELETE ${path(`/silence/${id}`)}`)).toMatchObject({ status: 403, body: expect.stringContaining("in Muster") });
    const moment = await now();
    const change = { id, matchers: [{ name: "instance", value: "other", isRegex: false }], startsAt: at(moment), endsAt: at(moment + minute), createdBy: "ben", comment: "Mine now" };
    expect((await call(`POST ${path("/silences")}`, { body: change })).status).toBe(403);
    expect((await list(filter("instance=by-hand")))[0]?.status.silencedBy).toEqual([id]);
  });
});

describe("Alertmanager’s API refuses in JSON texts", () => {
  it.each(["nobody-gave-this", graphKey, "x".repeat(400)])("the key %s, at every address", async (wrong) => {
    for (const address of ["GET /alerts", "POST /alerts", "GET /alerts/groups", "GET /silences", "POST /silences", "GET /silence/1", "DELETE /silence/1", "GET /status", "GET /receivers"]) {
      const [method, rest = ""] = address.split(" ");
      const answer = await call(`${method} ${path(rest, wrong)}`, method === "POST" ? { body: [disk("nobody")] } : {});
      expect([address, answer.status, typeof answer.body]).toEqual([address, 401, "string"]);
      expect(answer.headers["content-type"]).toContain("application/json");
    }
    expect(await statusOf("nobody")).toBeNull();
  });

  it.each([
    ["an object", { alerts: [] }, /list of alerts/],
    ["no body", undefined, /list of alerts/],
    ["alerts without labels", [{ labels: {} }, 7], /^0\.labels/],
    ["too many alerts", Array.from({ length: 20_001 }, (_, place) => ({ labels: { place: String(place) } })), /20000/],
  ])("%s instead of alerts", async (_what, body, words) => {
    expect(await post(body)).toMatchObject({ status: 400, body: expect.stringMatching(words) });
  });

  it("takes what is right among what is not, and an empty list", async () => {
    expect((await post([{ labels: { instance: "" } }, "odd", disk("right")])).status).toBe(200);
    expect(await statusOf("right")).toBe("firing");
    expect((await post([])).status).toBe(200);
  });

  it("a body that is no JSON, or too large a one", async () => {
    const send = (payload: string) => app.inject({ method: "POST", url: path("/alerts"), headers: { "content-type": "application/json" }, payload });
    for (const [payload, status] of [["[{", 400], ['[{"labels":{"a":"\\u0000"}}]', 400], [`["${"x".repeat(17_000_000)}"]`, 413]] as const) {
      const answer = await send(payload);
      expect([answer.statusCode, answer.headers["content-type"]]).toEqual([status, expect.stringContaining("application/json")]);
      expect(answer.json()).toMatch(/\S/);
    }
  });

  it("says the version whose API it speaks", async () => {
    expect((await call(`GET ${path("/status")}`)).body).toMatchObject({ cluster: { status: "disabled" }, versionInfo: { version: "0.25.0" }, config: { original: expect.stringContaining("muster") }, uptime: expect.any(String) });
  });
});

describe("where it cannot answer, Alertmanager’s API", () => {
  async function answersOf(fault: () => Promise<Acceptance>) {
    const server = await createHttpServer({ publicUrl: "http://127.0.0.1:4600", version: "0.0.0", logger: false });
    const away = { database: { transaction: fault } as never, identify: () => Promise.reject(new Error("Nobody is asked who it is.")) };
    alertmanagerApiRoutes(server, away, { accept: fault });
    const posted = await server.inject({ method: "POST", url: path("/alerts"), payload: [disk("x")] });
    const asked = await server.inject({ method: "GET", url: path("/alerts") });
    await server.close();
    return [posted, asked].map((answer) => [answer.statusCode, answer.headers["retry-after"], answer.json<unknown>()]);
  }

  it("asks to be asked again while the database is away, and says nothing of what faulted", async () => {
    const away = [503, "1", "The database is away. Send the request again."];
    expect(await answersOf(() => Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })))).toEqual([away, away]);
    const fault = [500, undefined, "Internal error"];
    expect(await answersOf(() => Promise.reject(new Error("a secret of the house")))).toEqual([fault, fault]);
  });
});
