import { it } from "vitest";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import { openTestApp } from "../platform/testing/test-app.ts";
import { configuration } from "./configuration.ts";
const { call } = await openTestApp((app, tools) => configurationRoutes(app, tools, configuration), { context: { secret: "x" } });
it("is quick", async () => {
  const n = (count: number, f: (i: number) => string) => Array.from({ length: count }, (_, i) => f(i)).join("");
  const text = `muster: 1
people:
${n(2000, (i) => `  p${i}: { name: Person ${i}, email: p${i}@acme.example, timezone: Europe/Berlin, contacts: { cell: { sms: "+49155501${1000 + i}" } }, notify: { high: [{ contact: cell }], low: [] } }\n`)}
teams:
${n(300, (i) => `  t${i}: { name: Team ${i}, members: [${Array.from({ length: 8 }, (_, k) => `p${(i * 6 + k) % 2000}`).join(", ")}] }\n`)}
schedules:
${n(300, (i) => `  s${i}: { timezone: Europe/Berlin, layers: [{ people: [p${i}, p${i + 1}], starts: "2026-11-02T09:00", turn: 1w }] }\n`)}
escalationPolicies:
${n(300, (i) => `  e${i}: { steps: [{ page: [schedule/s${i}] }, { page: [team/t${i}] }] }\n`)}
services:
${n(2000, (i) => `  sv${i}: { name: Service ${i}, team: t${i % 300}, tier: 2, dependsOn: [sv${(i + 1) % 2000}], escalationPolicy: e${i % 300}, experts: [p${i % 2000}] }\n`)}
`;
  for (const query of ["?plan=true", "", "?plan=true", ""]) {
    const began = performance.now();
    const answer = await call<{ changes?: unknown[]; detail?: string }>(`PUT /api/v1/config${query}`, { as: "administrator", body: text, headers: { "content-type": "application/yaml" } });
    console.log(query, answer.status, answer.body.changes?.length ?? answer.body.detail, Math.round(performance.now() - began), "ms", text.length);
  }
  const began = performance.now();
  const put = await call("PUT /api/v1/config/teams/t1", { as: "manager", body: { name: "X", members: ["p1"] } });
  console.log("put", put.status, Math.round(performance.now() - began));
  const del = await call("DELETE /api/v1/config/services/sv1", { as: "manager" });
  console.log("del", del.status, Math.round(performance.now() - began));
}, 120_000);
