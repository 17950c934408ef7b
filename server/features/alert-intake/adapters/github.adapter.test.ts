import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { redact } from "../redaction.rules.ts";
import type { Adapted, Read } from "./adapted.adapter.ts";
import { adaptGitHub } from "./github.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";

const fixtures = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/github-webhooks");
const at = (text: string) => Date.parse(text);

function adapt(event: string | null, payload: unknown): Adapted {
  return adaptGitHub({ payload, headers: event === null ? {} : { "x-github-event": event }, newKey: "made" });
}

function read(event: string | null, payload: unknown): Read {
  const adapted = adapt(event, payload);
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted;
}

const signalOf = (event: string, payload: unknown) => read(event, payload).signals[0];
const changeOf = (event: string, payload: unknown) => read(event, payload).changes?.[0];

const repository = { name: "ledger", full_name: "acme/ledger", html_url: "https://github.example/acme/ledger", default_branch: "main", pushed_at: 1_795_096_800 };
const sender = { login: "ines" };
const within = (members: object) => ({ ...members, repository, sender });

const dependabot = (action: string, more: object = {}) =>
  within({
    action,
    alert: {
      number: 12,
      html_url: "https://github.example/acme/ledger/security/dependabot/12",
      created_at: "2026-11-18T09:00:00Z",
      updated_at: "2026-11-19T09:00:00Z",
      dependency: { package: { ecosystem: "npm", name: "left-pad" }, scope: "runtime" },
      security_advisory: { summary: "Padding of strings runs anything", severity: "critical", ghsa_id: "GHSA-aaaa" },
      ...more,
    },
  });

describe("what GitHub found insecure", () => {
  it("fires as an alert of its repository", () => {
    expect(signalOf("dependabot_alert", dependabot("created"))).toMatchObject({
      key: "dependabot_alert/acme/ledger/12",
      status: "firing",
      title: "Padding of strings runs anything",
      severity: "critical",
      labels: { service: "ledger", repository: "acme/ledger", package: "left-pad", advisory: "GHSA-aaaa" },
      links: [{ text: "The alert on GitHub", href: "https://github.example/acme/ledger/security/dependabot/12" }],
      startedAt: at("2026-11-18T09:00:00Z"),
    });
  });

  it.each([
    ["created", "firing"],
    ["reopened", "firing"],
    ["reintroduced", "firing"],
    ["auto_reopened", "firing"],
    ["fixed", "resolved"],
    ["dismissed", "resolved"],
    ["auto_dismissed", "resolved"],
  ])("that was %s is %s, by the time of that change", (action, status) => {
    const ended = status === "resolved" ? { fixed_at: "2026-11-19T10:00:00Z" } : {};
    expect(signalOf("dependabot_alert", dependabot(action, ended))).toMatchObject({ status, at: at(status === "resolved" ? "2026-11-19T10:00:00Z" : "2026-11-19T09:00:00Z") });
  });

  it("that somebody was assigned to neither began nor ended", () => {
    expect(read("dependabot_alert", dependabot("assignees_changed"))).toEqual({ signals: [], note: expect.stringContaining("(assignees_changed)") });
  });

  it("opened again without a time of that has none, rather than that of its beginning", () => {
    const alert = { number: 3, created_at: "2026-11-18T09:00:00Z", rule: { description: "SQL is built from what users sent", severity: "note" } };
    expect(signalOf("code_scanning_alert", within({ action: "reopened_by_user", alert }))).toMatchObject({ status: "firing", severity: "info", at: null });
    expect(signalOf("code_scanning_alert", within({ action: "created", alert }))).toMatchObject({ at: at("2026-11-18T09:00:00Z") });
  });

  it("in the code is as bad as its security says, before its rule", () => {
    const rule = { description: "SQL is built from what users sent", severity: "warning", security_severity_level: "critical" };
    expect(signalOf("code_scanning_alert", within({ action: "appeared_in_branch", alert: { number: 3, rule }, ref: "refs/heads/main" }))).toMatchObject({ severity: "critical", labels: { ref: "refs/heads/main" } });
  });

  it("a secret, is named by its type, is worse once it is known to work, and leads to where it stands", () => {
    const alert = { number: 191, secret_type: "adafruit_io_key", secret_type_display_name: "Adafruit IO Key" };
    expect(signalOf("secret_scanning_alert", within({ action: "created", alert }))).toMatchObject({
      title: "A secret (Adafruit IO Key) was found in acme/ledger",
      severity: "high",
      links: [{ href: "https://github.example/acme/ledger/security/secret-scanning/191" }],
    });
    expect(signalOf("secret_scanning_alert", within({ action: "publicly_leaked", alert }))).toMatchObject({ severity: "critical", status: "firing" });
    expect(signalOf("secret_scanning_alert", within({ action: "resolved", alert }))).toMatchObject({ status: "resolved" });
  });

  it("a secret whose type was masked, is named without it", () => {
    const payload = redact(within({ action: "created", alert: { number: 191, secret_type: "adafruit_io_key" } }), []);
    expect(signalOf("secret_scanning_alert", payload)?.title).toMatch(/^A secret (\(adafruit_io_key\) )?was found in acme\/ledger$/);
  });
});

describe("what was changed on purpose", () => {
  const deployment = { id: 5, ref: "v7.1", environment: "production", sha: "abc", created_at: "2026-11-19T13:00:00Z", description: "Friday's" };

  it("a deployment, is told when it begins and when it ends", () => {
    expect(changeOf("deployment", within({ action: "created", deployment }))).toMatchObject({
      key: "acme/ledger/deployment/5",
      title: "Deployment of v7.1 to production began",
      description: "Friday's",
      labels: { service: "ledger", environment: "production", by: "ines" },
      at: at("2026-11-19T13:00:00Z"),
    });
    const ended = (state: string) => within({ action: "created", deployment, deployment_status: { state, log_url: "https://ci.example/5", environment_url: "https://acme.example", updated_at: "2026-11-19T13:04:00Z" } });
    expect(changeOf("deployment_status", ended("success"))).toMatchObject({ title: "Deployment of v7.1 to production succeeded", at: at("2026-11-19T13:04:00Z"), links: [{ href: "https://ci.example/5" }, { href: "https://acme.example" }] });
    expect(changeOf("deployment_status", ended("error"))?.title).toBe("Deployment of v7.1 to production failed");
    expect(["success", "failure"].map((state) => changeOf("deployment_status", ended(state))?.key)).toEqual(["acme/ledger/deployment/5/success", "acme/ledger/deployment/5/failure"]);
    for (const state of ["pending", "in_progress", "inactive"]) expect(read("deployment_status", ended(state))).toMatchObject({ signals: [], note: expect.any(String) });
  });

  it("a push, counts on the default branch alone", () => {
    const push = { ref: "refs/heads/main", after: "def", compare: "https://github.example/acme/ledger/compare/abc...def", pusher: { name: "marek" }, commits: [{ message: "Book twice\n\nlonger" }, { message: "Book once" }], head_commit: { message: "Book once" } };
    expect(changeOf("push", within(push))).toMatchObject({ key: "acme/ledger/push/def", title: "Pushed to main: Book once", description: "Book twice\nBook once", labels: { by: "marek" }, links: [{ href: push.compare }], at: 1_795_096_800_000 });
    for (const other of [{ ref: "refs/heads/feature" }, { ref: "refs/tags/main" }, { deleted: true }]) expect(changeOf("push", within({ ...push, ...other }))).toBeUndefined();
  });

  it("a run of a workflow or a check, counts once it is over", () => {
    const run = { id: 9, run_attempt: 2, name: "Build", conclusion: "timed_out", head_branch: "main", html_url: "https://github.example/acme/ledger/actions/runs/9", updated_at: "2026-11-19T13:00:00Z" };
    expect(changeOf("workflow_run", within({ action: "completed", workflow_run: run }))).toMatchObject({ key: "acme/ledger/workflow-run/9/2", title: "Workflow “Build” timed out on main", links: [{ href: run.html_url }] });
    expect(changeOf("workflow_run", within({ action: "requested", workflow_run: run }))).toBeUndefined();
    expect(changeOf("check_run", within({ action: "completed", check_run: { id: 4, name: "Lint", conclusion: "action_required", completed_at: "2026-11-19T13:00:00Z" } }))).toMatchObject({ key: "acme/ledger/check-run/4", title: "Check “Lint” ended (action_required)" });
    expect(changeOf("check_run", within({ action: "created", check_run: { id: 4 } }))).toBeUndefined();
  });

  it("a release, counts once it is published", () => {
    const release = { id: 2, name: "", tag_name: "v7.1", html_url: "https://github.example/acme/ledger/releases/v7.1", published_at: "2026-11-19T13:00:00Z", body: "Faster" };
    expect(changeOf("release", within({ action: "published", release }))).toMatchObject({ key: "acme/ledger/release/2", title: "Released v7.1", description: "Faster", labels: { version: "v7.1" }, links: [{ href: release.html_url }] });
    expect(changeOf("release", within({ action: "edited", release }))).toBeUndefined();
  });
});

describe("how GitHub sends it", () => {
  it("a ping is a test, and says so", () => {
    expect(read("ping", { zen: "Keep it simple." })).toEqual({ signals: [], note: expect.stringContaining("ping"), isTest: true });
  });

  it("a form is read like JSON, its secrets masked", () => {
    const form = (body: object) => ({ payload: JSON.stringify(body) });
    expect(signalOf("dependabot_alert", form(dependabot("created")))?.key).toBe("dependabot_alert/acme/ledger/12");
    const release = { action: "published", release: { id: 1, tag_name: "v1", body: "Authorization: Bearer abcdefgh12345678" } };
    expect(changeOf("release", form(within(release)))?.description).not.toContain("abcdefgh12345678");
    expect(adapt("push", { payload: "no JSON" })).toHaveProperty("errors");
  });

  it("what is no event at all is refused, what says nothing of its event is kept", () => {
    expect(adapt("push", "text")).toMatchObject({ errors: [{ path: "" }] });
    expect(read(null, dependabot("created"))).toEqual({ signals: [], note: expect.stringContaining("X-GitHub-Event") });
    expect(read("constructor", {})).toEqual({ signals: [], note: expect.stringContaining("“constructor”") });
  });
});

/** What each recorded event says: of an alert its status, severity, key, title and first link; of a change its key, title and first link. */
const recorded: Record<string, string[]> = {
  "check_run.completed.1.json": ["Codertocat/Hello-World/check-run/128620228", "Check “Octocoders-linter” failed on changes", "https://github.com/Codertocat/Hello-World/runs/128620228"],
  "check_run.completed.json": ["Codertocat/Hello-World/check-run/128620228", "Check “Octocoders-linter” succeeded on changes", "https://github.com/Codertocat/Hello-World/runs/128620228"],
  "code_scanning_alert.closed-by-user.json": ["resolved", "high", "code_scanning_alert/Codertocat/Hello-World/10", "CVE-2020-27218 Severity=Medium Package=http2-hpack Version=9.4.27.v20200227", "https://github.com/Codertocat/Hello-World/security/code-scanning/10"],
  "code_scanning_alert.created.json": ["firing", "high", "code_scanning_alert/Codertocat/Hello-World/10", "Query built from user-controlled sources", "https://github.com/Codertocat/Hello-World/security/code-scanning/10"],
  "dependabot_alert.fixed.json": ["resolved", "warning", "dependabot_alert/octocat/hello-world/1", "Insertion of Sensitive Information into Log File in ansible", "https://github.com/octocat/hello-world/security/dependabot/1"],
  "deployment.gh-pages.json": ["Codertocat/Hello-World/deployment/145988746", "Deployment of gh-pages to github-pages began", "https://github.com/Codertocat/Hello-World/actions/runs/289782451"],
  "issues.assigned.json": [],
  "issues.assigned.with-installation.json": [],
  "pull_request.assigned.json": [],
  "push.1.json": [],
  "repository_vulnerability_alert.create.json": ["firing", "warning", "repository_vulnerability_alert/Codertocat/Hello-World/2", "rack is vulnerable (CVE-2018-16470)", "https://github.com/Codertocat/Hello-World/security/dependabot/2"],
  "repository_vulnerability_alert.create.with-organization.json": ["firing", "warning", "repository_vulnerability_alert/Codertocat/Hello-World/2", "rack is vulnerable (CVE-2018-16470)", "https://github.com/Codertocat/Hello-World/security/dependabot/2"],
  "status.payload.json": [],
  "workflow_run.completed.json": ["octo-org/octo-repo/workflow-run/289782451/1", "Workflow “test” succeeded on master", "https://github.com/octo-org/octo-repo/actions/runs/289782451"],
  "workflow_run.requested.json": [],
};

function recordedPayloads(): [string, string, unknown][] {
  if (!existsSync(fixtures)) {
    console.log(`Skipped: no recorded payloads at ${fixtures}.`);
    return [];
  }
  const names = readdirSync(fixtures).filter((name) => name.endsWith(".json"));
  return names.map((name) => [name, name.split(".")[0] ?? "", JSON.parse(readFileSync(join(fixtures, name), "utf8"))]);
}

describe("recorded payloads", () => {
  it.each(recordedPayloads())("%s", (name, event, payload) => {
    const { signals, changes = [], note } = read(event, payload);
    const alerts = signals.flatMap(({ status, severity, key, title, links }) => [status, severity, key, title, links[0]?.href]);
    expect([...alerts, ...changes.flatMap(({ key, title, links }) => [key, title, links[0]?.href])]).toEqual(recorded[name]);
    expect(note === null).toBe(signals.length > 0);
  });
});

describe("a payload with one thing wrong", () => {
  const samples: [string, string, unknown][] = [["own", "dependabot_alert", dependabot("created")], ["own", "push", within({ ref: "refs/heads/main", after: "def", head_commit: { message: "Book once" } })], ...recordedPayloads()];

  it.each(samples)("%s: %s is read all the same", (_name, event, payload) => {
    const before = read(event, payload);
    let asBefore = 0;
    for (let seed = 0; seed < 200; seed++) {
      const adapted = adapt(event, mutate(payload, seed));
      if ("errors" in adapted) throw new Error(`Refused with seed ${seed}.`);
      for (const { title } of [...adapted.signals, ...(adapted.changes ?? [])]) expect(title).toMatch(/^(?!undefined$|null$|.*\[object).+/s);
      if (adapted.signals.length === before.signals.length && adapted.changes?.length === before.changes?.length) asBefore += 1;
    }
    expect(asBefore).toBeGreaterThan(event === "push" ? 100 : 180);
  });
});
