import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { coverageRoutes } from "../features/escalation/index.ts";
import type { ChangesView } from "../platform/config-document/configuration.contract.ts";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import { openTestApp } from "../platform/testing/test-app.ts";
import { configuration } from "./configuration.ts";

const acme = readFileSync(new URL("../../examples/acme.yaml", import.meta.url), "utf8");
const mail = { channel: "mail", send: () => Promise.resolve({ isAccepted: true, providerId: "1" }) };

interface Report {
  from: string;
  to: string;
  findings: { id: string; weight: string; title: string; text: string; count: number; timezone: string | null; occurrences: { from: string; to: string; people: { name: string }[] }[]; next: { from: string } | null; mend: { link: string } }[];
  policies: { id: string; name: string; services: { name: string }[]; holes: { kind: string; from: string; to: string }[] }[];
}

async function openOrganization(text = acme) {
  const { call, clock, database } = await openTestApp(
    (app, tools) => {
      configurationRoutes(app, tools, configuration);
      coverageRoutes(app, tools);
    },
    { context: { secret: "a-key-of-this-installation", messengers: { mail } } },
  );
  // A Saturday: Amara is primary, Ben secondary.
  await clock.set(Date.UTC(2026, 10, 21, 12));
  const send = (document: string, query = "") => call<ChangesView>(`PUT /api/v1/config${query}`, { as: "administrator", body: document, headers: { "content-type": "application/yaml" } });
  expect((await send(text)).status).toBe(200);
  return {
    call,
    database,
    apply: (document: string) => send(document),
    foreseen: async (document: string) => (await send(document, "?plan=true")).body.foreseen ?? [],
    report: async (query = "") => (await call<Report>(`GET /api/v1/coverage${query}`, { as: "viewer" })).body,
  };
}

describe("the example organization", async () => {
  const { call, database, report } = await openOrganization();

  it("has somebody for every page, lone experts, and two people who never have a break", async () => {
    const { findings, policies, from, to } = await report();
    // Web's two schedules hold Amara and Ben in turns, so that each goes from one straight to the other, for ever.
    expect(findings.map(({ id, weight, title, text }) => [id, weight, title, text])).toEqual([
      ["one-expert:checkout", "risks", "Dana Reyes is the only expert of Checkout.", "Whenever Dana Reyes is away, nobody is named who knows it."],
      ["one-expert:ledger", "risks", "Chidi Novak is the only expert of Ledger.", "Whenever Chidi Novak is away, nobody is named who knows it."],
      ["one-expert:search", "risks", "Chidi Novak is the only expert of Search.", "Whenever Chidi Novak is away, nobody is named who knows it."],
      ["no-break:amara", "hard", "Amara Okafor is on call for more than 14 days without a break.", "For Web primary and Web secondary."],
      ["no-break:ben", "hard", "Ben Sato is on call for more than 14 days without a break.", "For Web primary and Web secondary."],
    ]);
    expect(findings.at(-1)).toMatchObject({ timezone: "Europe/Berlin", count: 1, next: null, occurrences: [{ from, to, people: [{ name: "Ben Sato" }] }] });
    expect(policies).toMatchObject([
      { id: "web", services: [{ name: "Storefront" }, { name: "Search" }], holes: [] },
      { id: "payments", services: [{ name: "Checkout" }, { name: "Ledger" }], holes: [] },
    ]);
    expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBe(90);
  });

  it("shows a hole that an override makes, at once and with its times", async () => {
    await database.transaction((tx) =>
      tx.run(`insert into schedule_override (id, schedule_id, kind, person_id, starts_at, ends_at, made_by, made_at)
        values ('00000000-0000-4000-8000-000000000001', 'web-primary', 'remove', null, '2026-12-04T17:00Z', '2026-12-06T17:00Z', '{"kind":"muster"}', now())`),
    );
    const { findings, policies } = await report();
    const span = { from: "2026-12-04T17:00:00.000Z", to: "2026-12-06T17:00:00.000Z" };
    expect(findings[0]).toMatchObject({
      ...{ id: "gap:web-primary", weight: "breaks", title: "Nobody is on call for Web primary.", count: 1 },
      ...{ occurrences: [span], next: span, mend: { link: "/on-call?schedule=web-primary&from=2026-12-04" } },
    });
    expect(findings[0]?.text).toMatch(/^A page by web goes on to (Amara Okafor|Ben Sato) at once\.$/);
    expect(policies[0]?.holes).toEqual([{ ...span, kind: "empty-step" }]);
    expect((await report("?days=10")).findings.map(({ id }) => id)).not.toContain("gap:web-primary");
    expect((await report("?days=366")).findings[0]?.id).toBe("gap:web-primary");
  });

  it("is told to whoever signed in, in days of a year at most", async () => {
    expect((await call("GET /api/v1/coverage")).status).toBe(401);
    for (const days of ["0", "367", "soon"]) expect((await call(`GET /api/v1/coverage?days=${days}`, { as: "viewer" })).status).toBe(400);
  });
});

describe("what people say of themselves", async () => {
  const { apply, database, report } = await openOrganization(acme.replace("- { page: [schedule/payments-primary], wait: 3m }", "- { page: [person/dana], wait: 3m }").replace("- { page: [team/payments], wait: 10m }\n      - { page: [person/grete, person/hana] }", ""));

  it("counts: the next absence of who is alone, and the rest that was agreed", async () => {
    await database.transaction((tx) =>
      tx.run(`insert into absence (id, person_id, starts_at, ends_at, made_by, made_at)
        values ('00000000-0000-4000-8000-000000000002', 'dana', '2026-12-20T00:00Z', '2026-12-28T00:00Z', '{"kind":"muster"}', now())`),
    );
    const { findings } = await report();
    expect(findings.filter(({ id }) => id.startsWith("one-person")).map(({ title, occurrences }) => [title, occurrences[0]?.from])).toEqual([
      ["Dana Reyes is the only one ever paged for Checkout.", "2026-12-20T00:00:00.000Z"],
      ["Dana Reyes is the only one ever paged for Ledger.", "2026-12-20T00:00:00.000Z"],
    ]);
    expect(findings.map(({ id }) => id)).not.toContain("short-rest:elif");
    await apply(acme.replace("businessHours: {", "onCall: { restHours: 40 }\n  businessHours: {"));
    expect((await report()).findings.filter(({ id }) => id === "short-rest:elif")).toMatchObject([{ weight: "hard", title: "Elif Kaya has less than 40 h between two turns.", count: 45 }]);
  });
});

describe("a plan", async () => {
  const { apply, foreseen, report } = await openOrganization();
  const ids = async () => (await report()).findings.map(({ id }) => id);

  it("says what would break by it, and leaves everything as it was", async () => {
    const before = await ids();
    const broken = acme.replace("team: web, tier: 2, escalationPolicy: web, experts: [chidi]", "team: web, tier: 2, experts: [chidi, ben]");
    expect(await foreseen(broken)).toEqual([
      { weight: "breaks", title: "Search has no escalation policy.", text: "Its alerts page the administrators, and nobody of its team.", timezone: null, pattern: null, count: 0, first: null },
    ]);
    expect(await ids()).toEqual(before);
    expect(await foreseen(broken)).toHaveLength(1);
  });

  it("gives the times of a gap that it would make", async () => {
    const [found, ...others] = await foreseen(acme.replace('starts: "2026-11-02T09:00"        # wall clock', 'starts: "2026-11-25T09:00"        # wall clock'));
    expect(others.filter(({ weight }) => weight === "breaks")).toEqual([]);
    expect(found).toMatchObject({ weight: "breaks", title: "Nobody is on call for Web primary.", count: 1, timezone: "Europe/Berlin", first: { from: expect.stringMatching(/^2026-11-21T12:00/), to: "2026-11-25T08:00:00.000Z" } });
  });

  it("says nothing of what was so before, of what it mends, or of what pages nobody", async () => {
    expect(await foreseen(acme.replace("name: Storefront\n", "name: Shop front\n"))).toEqual([]);
    expect(await foreseen(acme.replace("experts: [dana]", "experts: [dana, elif]"))).toEqual([]);
    expect(await foreseen(acme.replace("title: Checkout is slow", "title: Checkout is very slow"))).toEqual([]);
    expect((await apply(acme)).body).toEqual({ changes: [] });
  });
});

describe("without outgoing mail", () => {
  it("no page reaches anybody, which is one finding", async () => {
    const { call } = await openTestApp(
      (app, tools) => {
        configurationRoutes(app, tools, configuration);
        coverageRoutes(app, tools);
      },
      { context: { secret: "a-key-of-this-installation", messengers: {} } },
    );
    await call("PUT /api/v1/config", { as: "administrator", body: acme, headers: { "content-type": "application/yaml" } });
    const { findings } = (await call<Report>("GET /api/v1/coverage", { as: "viewer" })).body;
    expect(findings.filter(({ weight }) => weight === "breaks")).toMatchObject([{ id: "unreachable", title: "No page reaches anybody." }]);
  });
});
