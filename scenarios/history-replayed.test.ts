import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import type { AdherenceView } from "../server/features/adherence/contract.ts";
import type { IncidentDetail } from "../server/features/incidents/contract.ts";
import type { EntryView } from "../server/features/incidents/timeline.contract.ts";
import { holdStage, minute, type Stage } from "./stage.ts";

interface History {
  id: string;
  title: string;
  impact: string;
  affected_services: string[];
  timeline: { at: string; kind: string; who: string; what: string }[];
  milestones: Record<string, string>;
  expected_between_minutes: { from: string; to: string; minutes: number }[];
}

const folder = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "postmortems");
const names = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, "timeline.json"))) : [];
if (names.length === 0) console.info(`No histories in ${folder}: none is replayed.`);

const actions = "We work on it.";
let stage: Stage;
let release: () => Promise<void>;
beforeAll(async () => { ({ stage, release } = await holdStage()); }, 60_000);
afterAll(() => release());

/** Tells a history to Muster as its people would: declares it, writes what happened when it happened, and says when its moments were. */
async function replay(history: History): Promise<string> {
  const { api } = stage;
  const begin = history.milestones["paged"] ?? history.milestones["impactStart"];
  const { ref } = expectOk(await api.post<IncidentDetail>("/api/v1/incidents", { title: history.title, severity: "sev1", priority: "p1", commanderId: "ines", page: false, at: begin, tags: ["replayed"] }));
  const path = `/api/v1/incidents/${ref}`;
  for (const { at, kind, who, what } of history.timeline) {
    const text = `${who}: ${what}`;
    if (kind === "communication") expectOk(await api.post(`${path}/updates`, { audienceIds: ["customers"], conditions: text, actions, at }));
    else expectOk(await api.post(`${path}/${kind === "action" || kind === "change" ? "changes" : "notes"}`, { text, at }));
  }
  for (const [milestone, at] of Object.entries(history.milestones)) expectOk(await api.put(`${path}/milestones/${milestone}`, { at }));
  expectOk(await api.post(`${path}/resolve`, { at: history.milestones["resolved"] ?? history.timeline.at(-1)?.at }));
  return path;
}

describe.skipIf(names.length === 0).each(names)("the history of %s", (name) => {
  const history = JSON.parse(readFileSync(join(folder, name, "timeline.json"), "utf8")) as History;
  let path: string;
  beforeAll(async () => { path = await replay(history); });

  it("measures between its moments what its authors measured", async () => {
    for (const { from, to, minutes } of history.expected_between_minutes) {
      const interval = expectOk(await stage.api.get(`${path}/between?from=${from}&to=${to}`));
      expect({ from, to, ...(interval as object) }).toMatchObject({ from, to, status: "recorded", minutes });
    }
  });

  it("keeps every moment as it was said, and guesses none", async () => {
    const { milestones } = expectOk(await stage.api.get<IncidentDetail>(path));
    for (const [milestone, view] of Object.entries(milestones)) {
      const said = history.milestones[milestone];
      if (said !== undefined) expect([milestone, view]).toMatchObject([milestone, { status: "recorded", isByPerson: true, at: new Date(said).toISOString() }]);
    }
    const known = new Set([...Object.keys(history.milestones), "declared", "detected", "acknowledged", "classified"]);
    const others = Object.entries(milestones).filter(([milestone]) => !known.has(milestone));
    expect(others.filter(([, { status }]) => status === "recorded" || status === "invalid")).toEqual([]);
  });

  it("stands in its timeline in the order in which it happened, each line with the time it was really recorded", async () => {
    const { items } = expectOk(await stage.api.get<{ items: EntryView[] }>(`${path}/timeline?order=oldest&limit=500&show=people`));
    const happened = history.timeline.map(({ at, kind, who, what }) => `${new Date(at).toISOString()} ${who}: ${what}${kind === "communication" ? `\n${actions}` : ""}`);
    expect(items).toHaveLength(happened.length);
    expect(new Set(items.map(({ at, text }) => `${at} ${text}`))).toEqual(new Set(happened));
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).sort());
    expect(items.every(({ isBackdated, recordedAt, at }) => isBackdated && recordedAt > at)).toBe(true);
  });

  it("is held against the process as somebody would who reads it with care", async () => {
    const { findings } = expectOk(await stage.api.get<AdherenceView>(`${path}/adherence`));
    const found = new Map(findings.map((one) => [one.rule, one]));
    const begin = Date.parse(history.milestones["paged"] ?? history.milestones["impactStart"] ?? "");
    const heard = history.timeline.filter(({ kind }) => kind === "communication").map(({ at }) => Date.parse(at));
    const firstHeard = heard[0] === undefined ? null : heard[0] - begin;
    const worked = Date.parse(history.milestones["resolved"] ?? "") - begin;
    const late = (rule: string) => { const one = found.get(rule); return [one?.verdict, one?.lateSeconds === null ? null : Math.round((one?.lateSeconds ?? 0) / 60), one?.because]; };
    const never = ["missed", null, "It did not happen"];
    const against = (minutes: number | null, box: number) => (minutes === null ? never : minutes > box ? ["missed", Math.round(minutes - box), null] : ["met", null, null]);
    const minutesHeard = firstHeard === null ? null : firstHeard / minute;
    expect(late("timeBoxes/firstUpdate"), "news within 30 min").toEqual(against(minutesHeard, 30));
    expect(late("loopIn/customers"), "customers hear within 30 min").toEqual(against(minutesHeard, 30));
    expect(late("loopIn/executives"), "nobody wrote to executives").toEqual(never);
    expect(late("publishBy/status-page")).toEqual(firstHeard === null ? never : ["met", null, null]);
    expect(late("relief/incident-commander"), "one person commanded for at most 8 h").toEqual(against(worked / minute, 8 * 60));
    expect(found.get("cadence/customers")?.verdict, "customers hear every hour").toBe(firstHeard === null ? "not-applicable" : "missed");
    expect(late("timeBoxes/classify")[0]).toBe("met");
    expect(late("rolesRequired/communications-lead"), "nobody held that role alone").toEqual(never);
    expect(found.get("closing")).toMatchObject({ verdict: "missed", dueAt: new Date(Date.parse(history.milestones["resolved"] ?? "") + 30 * minute).toISOString() });
  });

  it("gives evidence that an auditor reads from the summary to how to verify, and a command proves without the server", async () => {
    const read = async (format: string) => {
      const answer = await fetch(new URL(`${path}/evidence-pack?format=${format}`, stage.product.url), { headers: { authorization: `Bearer ${stage.product.token}` } });
      expect(answer.status).toBe(200);
      return answer.text();
    };
    const [markdown, page, json] = [await read("markdown"), await read("html"), await read("json")];
    expect(markdown.match(/^## .*$/gm)).toEqual(["## Times", "## Findings", "## What happened", "## How to verify"]);
    expect(markdown).toMatch(/\| Command \| Inês Duarte from \d{4}/);
    for (const { at } of history.timeline) expect(markdown).toContain(`| ${new Date(at).toISOString().slice(0, 19).replace("T", " ")} (recorded`);
    expect(page).toContain("Who held command");
    const files = await mkdtemp(join(tmpdir(), "muster-history-"));
    for (const [file, text] of Object.entries({ "evidence.md": markdown, "evidence.html": page, "evidence.json": json })) await writeFile(join(files, file), text);
    const { publicKey } = JSON.parse(json) as { publicKey: string };
    const verify = (key: string) => promisify(execFile)(process.execPath, ["bin/muster.mjs", "verify", join(files, "evidence.json"), "--key", key], { env: { PATH: process.env["PATH"] } });
    expect((await verify(publicKey)).stdout).toMatch(/each names the one before, none is missing[^]*evidence\.json is true\.\n$/);
    await expect(verify("0".repeat(64))).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("The seal was not signed by the key that you gave.") });
    await rm(files, { recursive: true });
  });
});
