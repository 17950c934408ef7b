import { client, expectOk } from "../../fakes/client.ts";
import { startProvider } from "../../fakes/provider-server/index.ts";
import { WATCHDOG_TOKEN } from "../../fakes/watchdog.ts";
import { alertNamed, eventually, minute } from "../../scenarios/stage.ts";
import { byMail, day, hour, iso, mailed, nowOf, type Act } from "./act.ts";
import { patience, patient } from "./patient-client.ts";

export const days: Act = {
  name: "a heartbeat stops, the hours go round, somebody is reminded of a shift and asked to look again at a rule",
  people: { hana: "administrator" },
  async play(stage) {
    expectOk(await stage.api.post("/intake/cron/acme-nightly-settlement"));
    expectOk(await stage.api.put("/api/v1/alerts/noise/review", { sourceId: "prometheus", rule: "HighLatency", reviewAt: iso(day) }));
    await stage.jump(hour + minute);
    await stage.jump(23 * hour + 35 * minute);
    // A heartbeat is forgiven the time in which no Muster ran, and one that dies before it noted that it runs was away for long.
    for (let hours = 0; hours < 26 && (await stage.rows("select from alert where title = 'No beat from cron'")).length === 0; hours += 1) await stage.jump(hour);
    await stage.mail.waitFor(({ subject }) => subject.includes("No beat from cron"), patience);
    await mailed(stage, "hana", "Look again at");
    await stage.settled();
    await stage.jump(Date.parse("2026-11-22T08:02:00Z") - (await nowOf(stage)));
    await mailed(stage, "ben", "On call for Web primary");
  },
};

export const swap: Act = {
  name: "a turn is offered to one after another",
  people: { amara: "responder" },
  async play(stage, as) {
    const amara = as("amara");
    const offered = { scheduleId: "web-primary", from: "2026-11-21T08:00:00Z", to: "2026-11-22T08:00:00Z", ask: ["chidi", "grete"], minutesEach: 30 };
    expectOk(await amara.post("/api/v1/swaps", offered));
    await mailed(stage, "chidi", "Would you take a turn");
    await stage.jump(31 * minute);
    await mailed(stage, "grete", "Would you take a turn");
  },
};

export const calendars: Act = {
  name: "calendars are read",
  people: { amara: "responder" },
  async play(stage, as) {
    const amara = as("amara");
    const text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nEND:VCALENDAR\r\n";
    const server = await startProvider("calendar", {}, () => ({ status: 200, headers: { "content-type": "text/calendar" }, body: text, kept: text }));
    try {
      await amara.put("/api/v1/people/amara/absence-feed", { url: `${server.url}/absences.ics` });
      await eventually(async () => (await stage.rows("select from absence_feed where read_at is not null")).length > 0, "the absences are read", patience);
      await stage.api.put("/api/v1/schedules/web-primary/calendars/rota", { url: `${server.url}/rota.ics` });
      await eventually(async () => (await stage.rows("select from schedule_calendar where read_at is not null")).length > 0, "the rota is read", patience);
    } finally {
      await server.close();
    }
  },
};

export const watchdog: Act = {
  name: "the watchdog goes silent, and the administrators are told",
  people: { hana: "administrator" },
  async play(stage) {
    const watcher = patient(client(stage.product.url, WATCHDOG_TOKEN));
    expectOk(await watcher.post("/api/v1/watchdog/pages", { id: "0d1f2e3c-4b5a-4678-9abc-def012345678", callback: stage.gateway.url, everyMilliseconds: 20_000 }));
    for (let round = 0; round < 8; round += 1) await stage.jump(20_000);
    await mailed(stage, "hana", "The watchdog has asked for nothing");
  },
};

/** Of what only Amazon begins, and of what an earlier Muster left in a database. */
const leftOver = (now: string) => `
  insert into due_work (kind, key, due_at, payload)
  select 'silence.remind', 'left/silence', ${now}, jsonb_build_object('silenceId', id) from silence
  union all select 'alert.review.mail', 'left/review', ${now}, jsonb_build_object('sourceId', 'prometheus', 'rule', 'HighLatency', 'personId', 'hana', 'reviewAt', (extract(epoch from review_at) * 1000)::bigint) from alert_review
  union all select 'subscription.confirm', 'left/confirm', ${now}, jsonb_build_object('sourceId', 'aws', 'topic', 'alarms', 'url', 'http://127.0.0.1:9/', 'until', 0)`;

export const oldWork: Act = {
  name: "work that an earlier version left is done, and a subscription that cannot be confirmed is told of",
  configuration: () => byMail.replace("\nsources:", "\nsources:\n  aws: { kind: cloudwatch, key: acme-cloudwatch, service: storefront }"),
  people: { hana: "administrator" },
  async play(stage) {
    expectOk(await stage.api.post("/api/v1/silences", { matchers: [{ name: "alertname", value: "Patched" }], reason: "Patch night", ownerId: "ben", endsAt: iso(20 * minute) }));
    expectOk(await stage.api.put("/api/v1/alerts/noise/review", { sourceId: "prometheus", rule: "HighLatency", reviewAt: iso(day) }));
    await stage.rows(leftOver("muster_now()"));
    await mailed(stage, "ben", "Ends at");
    await mailed(stage, "hana", "Look again at");
    await mailed(stage, "hana", "could not be confirmed");
  },
};

export const begun: Act = {
  name: "it is started again, looks after what is left, and is set up",
  async play(stage) {
    await stage.kill();
    expectOk(await stage.api.put("/api/v1/config", byMail.replace("name: Acme Outdoor", "name: Acme Indoor"), { contentType: "application/yaml" }));
    await stage.alert({ alertname: "HighLatency" });
    const { id } = await alertNamed(stage, "HighLatency");
    await mailed(stage, "amara", "HighLatency");
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/acknowledge`, {}));
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/note`, { text: "It is the cache." }));
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/resolve`, {}));
    await eventually(async () => (await stage.rows("select from reconciliation")).length > 0, "the reconciler looks", patience);
  },
};
