import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { hashSecret } from "../../platform/ids/ids.ts";
import { createIntake, intakeRoutes } from "./index.ts";

const { app, database } = await openTestApp((server, tools) => intakeRoutes(server, createIntake(() => tools.database)));
const kinds = ["alertmanager", "grafana", "opsgenie", "cloudwatch", "cloudevents", "json", "sentry", "github", "pagerduty-events-v2", "heartbeat", "email", "syslog"];
const presets = ["datadog", "zabbix", "uptime-kuma", "azure-monitor", "nagios"];
const keyOf = (id: string) => `${id}-key-of-32-letters-and-digits0`.replace(/[^a-z0-9]/g, "0").slice(0, 32).padEnd(32, "0");
await database.transaction(async (tx) => {
  for (const [place, kind] of kinds.entries()) await tx.run("insert into source (id, kind, key_hash, place) values ($1, $1, $2, $3)", [kind, hashSecret(keyOf(kind)), place]);
  for (const [place, preset] of presets.entries()) await tx.run("insert into source (id, kind, preset, key_hash, place) values ($1, 'mapped', $1, $2, $3)", [preset, hashSecret(keyOf(preset)), 50 + place]);
  await tx.run(`insert into source (id, kind, mapping, key_hash, place) values ('own', 'mapped', '{"title":"body.constructor.name","severity":"body.a.b"}', $1, 90)`, [hashSecret(keyOf("own"))]);
});
const all = [...kinds, ...presets, "own"];

const known = ["alerts", "status", "labels", "severity", "constructor", "__proto__", "toString", "payload", "event_action", "dedup_key", "Message", "Type", "data", "essentials", "incident", "heartbeat", "monitor", "alert", "title", "key", "id", "specversion", "type", "source", "action", "length", "a"];
const odd = fc.oneof(
  fc.constantFrom('"\\u0000"', '"\\ud800"', "1e999", "-0", '"null"', '"' + "x".repeat(5_000) + '"', "9007199254740993", '"{\\"a\\":\\"\\\\u0000\\"}"', '"javascript:alert(1)"', '{"constructor":null}', '{"a":1,"a":2}'),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);
const members = fc.array(fc.tuple(fc.constantFrom(...known), odd), { maxLength: 8 }).map((pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`);
const nested = fc.tuple(fc.constantFrom(...known), fc.oneof(members, fc.array(members, { maxLength: 3 }).map((items) => `[${items.join(",")}]`))).map(([name, value]) => `{${JSON.stringify(name)}:${value}}`);
const broken = fc.constantFrom("", "{", "[[[[", "null", "7", '"text"', "\u0000", "a=b&c=%00", "payload=%7B%22a%22%3A1%7D", "[".repeat(300));
const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const body = fc.oneof({ weight: 4, arbitrary: members }, { weight: 4, arbitrary: nested }, { weight: 2, arbitrary: odd }, { weight: 1, arbitrary: broken }, { weight: 1, arbitrary: bytes });
const types = fc.constantFrom("application/json", "text/plain", "application/x-www-form-urlencoded", "application/cloudevents+json", "application/cloudevents-batch+json", "application/octet-stream", "multipart/form-data", "nonsense");

const post = async (url: string, payload: string | Buffer, headers: Record<string, string>) => (await app.inject({ method: "POST", url, payload, headers })).statusCode;

describe("whatever arrives", () => {
  it("never faults, at any kind, and a canary is taken all along", async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), body, types, async (id, payload, contentType) => {
        const headers = { "content-type": contentType, "ce-type": "x%00y", "ce-source": "\u00e4", "x-github-event": "dependabot_alert", "sentry-hook-resource": "issue" };
        const url = id === "pagerduty-events-v2" ? "/v2/enqueue" : `/intake/${id}/${keyOf(id)}`;
        expect(await post(url, payload, headers), `${id}: ${contentType}: ${String(payload).slice(0, 200)}`).toBeLessThan(500);
        sent += 1;
        if (sent % 20 === 0) expect(await post(`/intake/json/${keyOf("json")}`, JSON.stringify({ title: `Canary ${sent}` }), { "content-type": "application/json" })).toBe(202);
      }),
      { numRuns: 1_500 },
    );
  }, 120_000);
});
