import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Json } from "../../values/canonical-json.ts";
import { planChanges, type Change } from "../../platform/config-document/plan-changes.ts";
import { readDocument } from "../../platform/config-document/read-document.ts";
import type { Standing } from "../../platform/config-document/references.ts";
import { withFingerprints } from "../../platform/config-document/secrets.ts";
import type { DocumentOf } from "../../platform/config-document/section.ts";
import { shownValue } from "../../platform/config-document/value-edits.ts";
import { writeDocument } from "../../platform/config-document/write-document.ts";
import { applyEdits } from "../../platform/testing/apply-edits.ts";
import { groupingSection, routesSection } from "../alert-intake/routes.document.ts";
import { sourcesSection } from "../alert-intake/sources.document.ts";
import { audiencesSection } from "../communications/audiences.document.ts";
import { customersSection } from "../directory/customers.document.ts";
import { organizationSection } from "../directory/organization.document.ts";
import { peopleSection } from "../directory/people.document.ts";
import { servicesSection } from "../directory/services.document.ts";
import { teamsSection } from "../directory/teams.document.ts";
import { escalationPoliciesSection } from "../escalation/escalation-policies.document.ts";
import { schedulesSection } from "../on-call/schedules.document.ts";
import { processSection } from "../process/process.document.ts";
import { slosSection } from "../slos/slos.document.ts";
import { statusPagesSection } from "../status-page/status-pages.document.ts";
import { runbooksSection } from "./runbooks.document.ts";

const directory = [organizationSection, peopleSection, teamsSection] as const;
const onCall = [schedulesSection, escalationPoliciesSection, servicesSection, customersSection] as const;
const intake = [sourcesSection, routesSection, groupingSection, slosSection] as const;
const rest = [runbooksSection, audiencesSection, statusPagesSection, processSection] as const;
const sections = [...directory, ...onCall, ...intake, ...rest] as const;

type Whole = DocumentOf<typeof sections>;

const acme = readFileSync(new URL("../../../examples/acme.yaml", import.meta.url), "utf8");

function problemsOf(text: string, standing?: Standing) {
  const outcome = readDocument(text, { format: "yaml", sections, ...(standing ? { standing } : {}) });
  return "problems" in outcome ? outcome.problems : [];
}

function read(text: string): Whole {
  const outcome = readDocument(text, { format: "yaml", sections });
  if ("problems" in outcome) throw new Error(JSON.stringify(outcome.problems, null, 1));
  return outcome.document;
}

const whole = read(acme);
const everything = Object.fromEntries(sections.map(({ name }) => [name, Object.keys(whole[name] ?? {})]));

function plan(current: Whole, desired: Whole, managed: Record<string, string[]> = everything): Change[] {
  return planChanges(current, desired, { sections, managed });
}

function copyOf(change: (copy: Whole) => void): Whole {
  const copy = structuredClone(whole);
  change(copy);
  return copy;
}

describe("the example organization", () => {
  it("is accepted as it stands, with its defaults told", () => {
    expect(Object.keys(whole)).toEqual(sections.map(({ name }) => name));
    expect(whole.people?.["ben"]).toEqual({ name: "Ben Sato", email: "ben@acme.example", timezone: "Asia/Tokyo", contacts: {}, notify: { high: [], low: [] } });
    expect(whole.escalationPolicies?.["web"]?.steps[2]).toEqual({ page: ["person/grete"], wait: "5m", roundRobin: false, acknowledgements: 1 });
    expect(whole.sources?.["legacy-pager"]).toMatchObject({ service: { default: "checkout" }, key: { secret: { env: "ACME_EVENTS_KEY" } } });
    expect(whole.slos?.["checkout-availability"]?.target).toBe(99.5);
    expect(whole.process?.loopIn["sev0"]?.[4]).toEqual({ who: "audience/legal-finance", when: "slaAtRisk" });
    expect(whole.process?.owedUpdates[0]?.to).toEqual(["technical-lead"]);
    expect(whole.runbooks?.["checkout-latency"]?.steps.map(({ approve }) => approve)).toEqual([undefined, undefined, true]);
  });

  it("keeps the order of severities, and text with a comma in it whole", () => {
    expect(whole.process?.severities.map(({ id }) => id)).toEqual(["sev0", "sev1", "sev2", "sev3", "sev4"]);
    expect(whole.process?.severities[0]?.when).toBe("Complete outage for all customers, or data at risk");
    expect(whole.process?.severities[4]?.respond).toBe("Logged, nobody woken");
  });

  it("means the same as JSON", () => {
    const text = JSON.stringify({ muster: 1, teams: { web: { name: "Web" } } }, null, "\t");
    const outcome = readDocument(text, { format: "json", sections });
    expect("document" in outcome && outcome.document).toEqual({ teams: { web: { name: "Web", members: [] } } });
  });

  it("does without any section", () => {
    expect(read("muster: 1\n")).toEqual({});
    expect(read("muster: 1\npeople: {}\n")).toEqual({ people: {} });
  });
});

describe("a plan", () => {
  it("is empty for what is there already", () => {
    expect(plan(whole, read(acme))).toEqual([]);
  });

  it("creates everything where there is nothing", () => {
    const changes = plan({}, whole);
    expect(changes.every(({ action }) => action === "create")).toBe(true);
    expect(changes.filter(({ section }) => section === "people")).toHaveLength(11);
    expect(changes.find(({ id }) => id === "grete")?.sentence).toBe("Create the person grete (Grete Lund).");
    expect(JSON.stringify(changes)).not.toMatch(/acme-prometheus|acmeacme|acme-nightly/);
  });

  it("tells one change in one sentence", () => {
    const desired = copyOf(({ teams, schedules, routes, process }) => {
      if (teams?.["web"]) teams["web"].manager = "hana";
      schedules?.["web-primary"]?.layers[0]?.people.reverse();
      routes?.splice(1, 0, { when: 'source == "cron"', then: { urgency: "high" } });
      process?.severities.pop();
    });
    expect(plan(whole, desired).map(({ action, sentence }) => [action, sentence])).toEqual([
      ["update", "Change the team web (Web): manager from “grete” to “hana”."],
      ["reorder", "Reorder the schedule web-primary: “amara” moves from place 1 to place 2 of layers[0].people."],
      ["update", 'Change the routes: the list gains { when: source == "cron", then: { urgency: high } }.'],
      ["update", "Change the process: severities.sev4 “Sev 4” goes."],
    ]);
  });

  it("deletes what a file brought and what is gone from it, and leaves alone what people made by hand", () => {
    const desired = copyOf(({ customers, audiences }) => {
      delete customers?.["contoso"];
      delete audiences?.["public-relations"];
    });
    const managed = { ...everything, audiences: ["executives"] };
    expect(plan(whole, desired, managed).map(({ sentence }) => sentence)).toEqual(["Delete the customer contoso (Contoso)."]);
    expect(plan(whole, { teams: whole.teams ?? {} })).toEqual([]);
  });

  it("sees a changed id as one that goes and one that comes", () => {
    const desired = copyOf(({ teams }) => {
      if (!teams?.["support"]) return;
      teams["care"] = teams["support"];
      delete teams["support"];
    });
    expect(plan(whole, desired).map(({ action, id }) => [action, id])).toEqual([["create", "care"], ["delete", "support"]]);
  });

  it("notices another secret without telling it", () => {
    const marked = (key: string) => withFingerprints(read(acme.replace("default: acme-prometheus", `default: acme-prometheus, value: ${key}`)), (secret) => `mark-of-${secret.length}`);
    expect(plan(marked("first-secret"), marked("first-secret"))).toEqual([]);
    const changes = plan(marked("first-secret"), marked("another-secret"));
    expect(changes.map(({ sentence }) => sentence)).toEqual(["Change the source prometheus: key gets another value."]);
    expect(JSON.stringify(changes)).not.toMatch(/-secret"|mark-of/);
  });
});

/** The ways to all texts, numbers and truths of a value that are neither secrets nor ids of ordered entries. */
function leavesOf(value: unknown, way: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [way];
  const members = Object.entries(value).filter(([name]) => name !== "secret" && name !== "id");
  return members.flatMap(([name, member]) => leavesOf(member, [...way, Array.isArray(value) ? Number(name) : name]));
}

function changeAt(value: unknown, way: readonly (string | number)[], change: (leaf: unknown) => unknown): void {
  const holder = way.slice(0, -1).reduce<Record<string, unknown>>((within, step) => within[step] as Record<string, unknown>, value as Record<string, unknown>);
  const last = String(way.at(-1));
  holder[last] = change(holder[last]);
}

function otherThan(leaf: unknown): unknown {
  if (typeof leaf === "number") return leaf + 1;
  return typeof leaf === "boolean" ? !leaf : `${String(leaf)} other`;
}

const ways = leavesOf(whole);

/** Anything that can happen to a document, valid or not: the plan compares, it does not judge. */
const edit = fc.oneof(
  fc.constantFrom(...ways).map((way) => (copy: Whole) => changeAt(copy, way, otherThan)),
  fc.constantFrom("people", "teams", "services", "audiences", "slos").chain((name) =>
    fc.constantFrom(...Object.keys(whole[name] ?? {})).map((id) => (copy: Whole) => void delete copy[name]?.[id]),
  ),
  fc.constantFrom("people", "teams").map((name) => (copy: Whole) => Object.assign(copy[name] ?? {}, { fresh: { name: "Fresh", email: "fresh@acme.example" } })),
  fc.constantFrom(...listsOf(whole)).chain((way) => fc.infiniteStream(fc.nat()).map((stream) => (copy: Whole) => changeAt(copy, way, (list) => shuffled(list as unknown[], stream)))),
  fc.constantFrom(...listsOf(whole)).map((way) => (copy: Whole) => changeAt(copy, way, (list) => (list as unknown[]).slice(1))),
);

function listsOf(value: unknown, way: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.entries(value).flatMap(([name, member]) => listsOf(member, [...way, Array.isArray(value) ? Number(name) : name]));
  return Array.isArray(value) && way.length > 0 ? [way, ...below] : below;
}

function shuffled(list: readonly unknown[], stream: Iterator<number>): unknown[] {
  return list.map((item) => ({ item, rank: Number(stream.next().value) })).sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** What a plan makes of a document, as it is shown. */
function applied(current: Whole, changes: readonly Change[]): Json {
  const result = shownValue(current) as Record<string, Record<string, Json>>;
  for (const { section, id, action, fields } of changes) {
    const isMap = sections.find(({ name }) => name === section)?.shape === "map";
    const holder = (isMap ? result[section] : result) as Record<string, Json>;
    if (action === "delete") delete holder[id];
    else holder[id] = applyEdits(action === "create" ? {} : (holder[id] ?? {}), fields);
  }
  return result;
}

describe("any plan", () => {
  it("tells exactly one field where exactly one was changed", () => {
    for (const way of ways) {
      const changes = plan(whole, copyOf((copy) => changeAt(copy, way, otherThan)));
      expect([way, changes.length, changes[0]?.fields.length, changes[0]?.fields[0]?.kind]).toEqual([way, 1, 1, "set"]);
    }
  });

  it("says everything: carried out, it makes the one document of the other", () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        const desired = copyOf((copy) => edits.forEach((change) => tryTo(() => change(copy))));
        expect(applied(whole, plan(whole, desired))).toEqual(shownValue(desired));
      }),
      { numRuns: 150 },
    );
  });
});

/** An edit of a part that an earlier one took away does nothing. */
function tryTo(change: () => void): void {
  try {
    change();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

describe("an export", () => {
  it("means what was read, and stands still", () => {
    const text = writeDocument(whole, sections);
    expect(read(text)).toEqual(whole);
    expect(writeDocument(read(text), sections)).toBe(text);
    expect(problemsOf(text, { existing: {}, managed: {} })).toEqual([]);
  });

  it("gives references, never values", () => {
    const given = acme.replace("default: acme-prometheus }", "default: acme-prometheus, value: told-by-the-command }").replace("key: { env: ACME_CRON_KEY, default: acme-nightly-settlement }", "key: given-outright");
    const text = writeDocument(withFingerprints(read(given), (secret) => `mark-of-${secret.length}`), sections);
    expect(text).toContain("key: { env: ACME_PROMETHEUS_KEY, default: acme-prometheus }");
    expect(text).toContain("key: { kept: mark-of-14 }");
    expect(text).not.toMatch(/told-by-the-command|given-outright/);
    expect(plan(withFingerprints(read(given), (secret) => `mark-of-${secret.length}`), withFingerprints(read(text), (secret) => `mark-of-${secret.length}`)).map(({ id }) => id)).toEqual(["prometheus"]);
  });

  it("comes back as it was, whatever people wrote", () => {
    const tricky = fc.constantFrom("yes", "null", "~", "1", "0x1", "1e3", "- a", "a: b", "a #b", "#a", "*a", "&a", "!a", "{a", "[a", "'", '"', "a, b", "2026-01-01", "12:30", "<<", "=", "é\u0085x", "\u2028", "a\n\nb\n", " a ", "a\tb", "|", ">", "%a", "@a", "`a", "a\r\nb", "\uFEFFa", "😀");
    const words = fc.oneof(tricky, fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 })).filter((text) => text.trim() !== "" && !text.includes("\0"));
    const oneLine = words.filter((text) => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(oneLine, words, fc.integer({ min: 1, max: 999_999 }), (name, description, share) => {
        const desired = copyOf(({ organization, services, slos, routes, process }) => {
          if (organization) organization.name = name;
          Object.assign(services?.["checkout"] ?? {}, { name, description });
          if (slos?.["storefront-latency"]) slos["storefront-latency"].target = share / 10_000;
          if (routes?.[0]) routes[0].when = `labels.env == ${JSON.stringify(name)}`;
          if (process?.severities[0]) process.severities[0].when = description;
        });
        fc.pre(!problemsOfCondition(desired));
        expect(read(writeDocument(desired, sections))).toEqual(desired);
      }),
      { numRuns: 200 },
    );
  });
});

/** JSON writes some characters in ways that conditions do not read. */
function problemsOfCondition({ routes }: Whole): boolean {
  return !routesSection.schema.safeParse(routes?.[0]).success;
}

/** Each takes the first words of the example for the second, and says what Muster answers. */
const mistakes: [title: string, from: string, to: string, path: string, place: string, message: string, mend: string][] = [
  ["a mistyped section", "\nteams:\n", "\nteems:\n", "teems", "37:1", "`teems` is not a section.", "Did you mean `teams`?"],
  ["a missing version", "muster: 1\n", "", "muster", "1:1", "`muster` is missing: the version of the document's form.", "Write `muster: 1`."],
  ["another version", "muster: 1\n", "muster: 2\n", "muster", "7:9", "This version of the document's form is not one that is read here.", "Write `muster: 1`."],
  ["a missing e-mail address", "  ben: { name: Ben Sato, email: ben@acme.example,", "  ben: { name: Ben Sato,", "people.ben.email", "26:3", "`email` is missing.", "Add `email:` here."],
  ["no e-mail address", "email: ben@acme.example", "email: ben(at)acme.example", "people.ben.email", "26:33", "“ben(at)acme.example” is not an e-mail address.", "Write it like ben@acme.example."],
  ["a shared address", "email: ben@acme.example", "email: Amara@acme.example", "people.ben.email", "26:33", "`amara` has this address too.", "Give each person an address of their own."],
  ["a name that is a number", "name: Ben Sato", "name: 12", "people.ben.name", "26:16", "Text belongs here, and this is the number 12.", "Write text; put what looks like a number or like true in quotes."],
  ["a telephone number without country", "\"+4915550101\" }\n      ring", "\"015550101\" }\n      ring", "people.amara.contacts.cell.sms", "21:20", "“015550101” is not a telephone number.", "Write it in quotes with + and the country code, such as \"+4915550101\"."],
  ["a telephone number read as a number", "sms: \"+4915550101\"", "sms: +4915550101", "people.amara.contacts.cell.sms", "21:20", "4915550101 is not a telephone number.", "Write it in quotes with + and the country code, such as \"+4915550101\"."],
  ["an unknown zone", "timezone: Asia/Tokyo", "timezone: Asia/Tokio", "people.ben.timezone", "26:61", "“Asia/Tokio” is not a time zone.", "Write a name such as Europe/Berlin or UTC."],
  ["an unknown contact", "{ contact: cell, after: 1m }", "{ contact: sell, after: 1m }", "people.amara.notify.high[1].contact", "24:44", "This person has no contact `sell`.", "Did you mean `cell`?"],
  ["an unknown means", "cell: { sms:", "cell: { smss:", "people.amara.contacts.cell.smss", "21:15", "`smss` is not known here.", "Did you mean `sms`?"],
  ["two means in one", "cell: { sms: \"+4915550101\" }", "cell: { sms: \"+4915550101\", voice: \"+4915550101\" }", "people.amara.contacts.cell.voice", "21:35", "`voice` does not go with the other members here.", "Remove it, or what it does not go with."],
  ["no means", "cell: { sms: \"+4915550101\" }", "cell: {}", "people.amara.contacts.cell", "21:13", "One of `email`, `sms`, `voice`, `ntfy`, `webhook` is missing.", "Write one of them here."],
  ["a duration without a unit", "after: 1m", "after: 60", "people.amara.notify.high[1].after", "24:57", "60 is not a duration.", "Write a number and a unit, such as 0s, 30s, 5m, 2h, 3d, 1w or 1mo."],
  ["a duration in words", "after: 1m", "after: 1 minute", "people.amara.notify.high[1].after", "24:57", "“1 minute” is not a duration.", "Write a number and a unit, such as 0s, 30s, 5m, 2h, 3d, 1w or 1mo."],
  ["an unknown person in a team", "members: [amara, ben, chidi]", "members: [amara, bem, chidi]", "teams.web.members[1]", "38:38", "There is no person `bem`.", "Did you mean `ben`?"],
  ["a person twice in a team", "members: [amara, ben, chidi]", "members: [amara, ben, amara]", "teams.web.members[2]", "38:43", "`amara` stands here twice.", "Keep it once."],
  ["an unknown person in a rotation", "people: [ines, farid, grete]", "people: [ines, fareed, grete]", "schedules.commanders.layers[0].people[1]", "70:24", "There is no person `fareed`.", "Did you mean `farid`?"],
  ["a wall clock with a zone", "starts: \"2026-11-02T06:00\"", "starts: \"2026-11-02T06:00Z\"", "schedules.payments-primary.layers[0].starts", "60:17", "“2026-11-02T06:00Z” is not a date and time.", "Write them as a wall clock shows them, in quotes and without a zone: \"2026-11-02T09:00\"."],
  ["a date that is not", "starts: \"2026-11-02T06:00\"", "starts: \"2026-02-30T06:00\"", "schedules.payments-primary.layers[0].starts", "60:17", "“2026-02-30T06:00” is not a date and time.", "Write them as a wall clock shows them, in quotes and without a zone: \"2026-11-02T09:00\"."],
  ["a turn in seconds", "turn: 2w", "turn: 30s", "schedules.communicators.layers[0].turn", "78:15", "“30s” is not a duration that fits here.", "Write a number and one of the units h, d, w, mo."],
  ["a turn in minutes", "turn: 2w", "turn: 90m", "schedules.communicators.layers[0].turn", "78:15", "“90m” is not a duration that fits here.", "Write a number and one of the units h, d, w, mo."],
  ["a weekday in full", "hours: [{ days: [mon, tue,", "hours: [{ days: [monday, tue,", "schedules.payments-primary.layers[0].hours[0].days[0]", "62:26", "“monday” is not one of the words known here.", "It may be mon, tue, wed, thu, fri, sat, sun."],
  ["a time of day that is not", "from: \"06:00\", to: \"18:00\" }]\n      - people: [dana]", "from: \"6:00\", to: \"18:00\" }]\n      - people: [dana]", "schedules.payments-primary.layers[0].hours[0].from", "62:68", "“6:00” is not a time of day.", "Write it in quotes, such as \"09:00\"."],
  ["an empty rotation", "people: [dana]", "people: []", "schedules.payments-primary.layers[1].people", "63:17", "The list is too short.", "Write at least 1 of them."],
  ["an unknown schedule in a step", "[schedule/web-primary]", "[schedule/web-primry]", "escalationPolicies.web.steps[0].page[0]", "84:18", "There is no schedule `web-primry`.", "Did you mean `web-primary`?"],
  ["an unknown kind in a step", "[schedule/web-primary]", "[rota/web-primary]", "escalationPolicies.web.steps[0].page[0]", "84:18", "“rota/web-primary” is not known here.", "Write schedule/<id>, team/<id>, person/<id>, role/<id>."],
  ["a step that pages nobody", "page: [person/grete] }", "page: [] }", "escalationPolicies.web.steps[2].page", "86:17", "The list is too short.", "Write at least 1 of them."],
  ["a step as text", "- { page: [person/grete] }", "- person/grete", "escalationPolicies.web.steps[2]", "86:9", "A map of members belongs here, and this is the text “person/grete”.", "Write its members below it, or in { }."],
  ["too many passes", "repeat: 2 ", "repeat: 99 ", "escalationPolicies.web.repeat", "82:13", "99 is too large.", "Write at most 20."],
  ["a service of an unknown team", "    team: payments\n    tier: 1\n    dependsOn", "    team: paiments\n    tier: 1\n    dependsOn", "services.checkout.team", "105:11", "There is no team `paiments`.", "Did you mean `payments`?"],
  ["a service that depends on itself", "dependsOn: [ledger]", "dependsOn: [ledger, checkout]", "services.checkout.dependsOn[1]", "107:25", "A service cannot depend on itself.", "Remove it."],
  ["an unknown runbook", "runbooks: [checkout-latency]", "runbooks: [checkout-slowness]", "services.checkout.runbooks[0]", "110:16", "There is no runbook `checkout-slowness`.", "Name one that is there (checkout-latency, storefront-rollback), or write it under `runbooks`."],
  ["an unknown severity in a service", "severity: sev0 }\n  ledger", "severity: sev9 }\n  ledger", "services.checkout.severityWhen[1].severity", "113:46", "There is no severity `sev9`.", "Did you mean `sev0`?"],
  ["an unknown name in a condition", "\"impact.dataLoss\"", "\"inpact.dataLoss\"", "services.checkout.severityWhen[1].when", "113:18", "`inpact` is not a name that this condition knows.", "Did you mean `impact`?"],
  ["a tier in words", "tier: 2", "tier: two", "services.search.tier", "115:44", "A number belongs here, and this is the text “two”.", "Write a number without quotes."],
  ["a percentage as a share", "target: 99.9%", "target: 0.999", "customers.northwind.sla.target", "118:103", "0.999 is not a percentage.", "Write it with its sign, such as 99.9%."],
  ["an unknown kind of source", "kind: alertmanager", "kind: prometheus", "sources.prometheus.kind", "123:11", "“prometheus” is not one of the words known here.", "Did you mean `alertmanager`? It may be alertmanager, grafana, opsgenie, cloudwatch, cloudevents, email, syslog, json, sentry, github, pagerduty-events-v2, heartbeat, mapped."],
  ["a mistyped kind of source", "kind: heartbeat", "kind: hartbeat", "sources.cron.kind", "131:11", "“hartbeat” is not one of the words known here.", "Did you mean `heartbeat`? It may be alertmanager, grafana, opsgenie, cloudwatch, cloudevents, email, syslog, json, sentry, github, pagerduty-events-v2, heartbeat, mapped."],
  ["no kind of source", "    kind: heartbeat\n", "", "sources.cron.kind", "130:3", "`kind` is missing.", "Add `kind:` here."],
  ["a heartbeat without an interval", "    every: 1d\n", "", "sources.cron.every", "130:3", "`every` is missing.", "Add `every:` here."],
  ["a routing key of another length", "default: acmeacmeacmeacmeacmeacmeacmeacme", "default: acmeacme", "sources.legacy-pager.key.default", "128:43", "What is given here is not a routing key.", "Write exactly 32 letters and digits."],
  ["a variable without a value", "{ env: ACME_CRON_KEY, default: acme-nightly-settlement }", "{ env: ACME_CRON_KEY }", "sources.cron.key.env", "132:17", "The variable ACME_CRON_KEY has no value.", "Set ACME_CRON_KEY where you run the command, or write a default."],
  ["a short key", "default: acme-prometheus", "default: acme", "sources.prometheus.key.default", "124:47", "What is given here is not a key.", "Write 8 to 200 letters, digits, and . _ ~ -, as they stand in a web address."],
  ["a declaration beside urgency none", "then: { urgency: none }", "then: { urgency: none, declare: { severity: sev2 } }", "routes[0].then.declare", "139:37", "An alert of urgency none declares no incident.", "Remove `declare`, or give it the urgency high or low."],
  ["an unknown urgency", "then: { urgency: low }", "then: { urgency: lo }", "routes[3].then.urgency", "144:22", "“lo” is not one of the words known here.", "Did you mean `low`? It may be high, low, none."],
  ["an unknown name in a route", "when: labels.env == \"staging\"", "when: label.env == \"staging\"", "routes[0].when", "138:11", "`label` is not a name that this condition knows.", "Did you mean `labels`?"],
  ["an unfinished condition", "service.tier == 1\n", "service.tier ==\n", "routes[1].when", "140:52", "The condition ends before it is complete.", "Complete or remove its last part."],
  ["a single =", "when: labels.env == \"staging\"", "when: labels.env = \"staging\"", "routes[0].when", "138:22", "A single = compares nothing.", "Write == to compare."],
  ["matches", "when: labels.env == \"staging\"", "when: labels.env.matches(\"(a+)+$\")", "routes[0].when", "138:11", "`matches` is not offered here.", "Write labels.name.like(\"^pattern$\") instead."],
  ["grouping by nothing known", "by: [service, labels.alertname]", "by: [service, alertname]", "grouping.by[1]", "147:17", "“alertname” is not something alerts can be grouped by.", "Write service, severity, source or labels.<name>."],
  ["a target of 100 %", "target: 99.5%", "target: 100%", "slos.checkout-availability.target", "159:13", "“100%” is not a percentage above 0% and below 100%.", "Write it with its sign, such as 99.9%."],
  ["an unknown audience", "tell: [payments-consumers]", "tell: [payment-consumers]", "slos.checkout-availability.tell[0]", "163:12", "There is no audience `payment-consumers`.", "Did you mean `payments-consumers`?"],
  ["no source of an indicator", "source: { pushed: true }", "source: { push: true }", "slos.storefront-latency.indicator.source.push", "168:43", "`push` is not known here.", "Known here: prometheus, pushed."],
  ["an address without http", "link: \"https://status.provider.example\"", "link: status.provider.example", "runbooks.checkout-latency.steps[0].link", "179:65", "“status.provider.example” is not a web address.", "Write it with http:// or https://."],
  ["a command as text", "command: [deploy, rollback, storefront]", "command: deploy rollback storefront", "runbooks.storefront-rollback.steps[1].action.command", "188:51", "A list belongs here, and this is the text “deploy rollback storefront”.", "Write a list: entries in [ ], or each on a line that begins with “- ”."],
  ["an unknown member of an audience", "members: [team/web], services", "members: [teams/web], services", "audiences.payments-consumers.members[0]", "196:86", "“teams/web” is not known here.", "Write person/<id>, team/<id>."],
  ["a path elsewhere", "path: /status/public", "path: /public", "statusPages.public.path", "203:11", "“/public” is not the address of a status page.", "Write /status/ and a name of small letters, digits and -."],
  ["a comma in quotes forgotten", "{ text: Customers can see it }", "{ text: \"Customers\" can see it }", "", "211:27", "Something stands here that does not belong here.", "Look for a missing quote or comma just before."],
  ["six priorities", "  propose:  ", "    p5: { name: P5 }\n    p6: { name: P6 }\n  propose:  ", "process.priorities", "226:5", "There are 6 priorities; at most 5 can be told apart.", "Join those that lead to the same work."],
  ["an unknown severity as a name", "firstUpdate: { sev0: 30m, sev1: 30m, default: 2h }", "firstUpdate: { sev0: 30m, sev7: 30m, default: 2h }", "process.timeBoxes.firstUpdate.sev7", "218:31", "There is no severity `sev7`.", "Did you mean `sev0`?"],
  ["an unknown verdict", "verdict: forbidden", "verdict: forbiden", "process.grid[0].verdict", "236:56", "“forbiden” is not one of the words known here.", "Did you mean `forbidden`? It may be allowed, confirm, forbidden."],
  ["a circle of roles", "combinesInto: technical-lead }", "combinesInto: operations }", "process.roles.operations.combinesInto", "255:142", "This leads back to the role itself.", "Let one role of the circle combine into none."],
  ["an unknown role", "ownedBy: [communications-lead, incident-commander]", "ownedBy: [communication-lead, incident-commander]", "process.retrospective.ownedBy[0]", "287:15", "There is no role `communication-lead`.", "Did you mean `communications-lead`?"],
  ["news owed to oneself", "{ from: subject-matter-expert, to: technical-lead,", "{ from: technical-lead, to: technical-lead,", "process.owedUpdates[0].to", "275:35", "`technical-lead` would owe news to itself.", "Name another role or an audience."],
  ["an unknown audience to loop in", "{ audience: legal-finance, when: slaAtRisk }, {", "{ audience: legal, when: slaAtRisk }, {", "process.loopIn.sev0[4].audience", "279:97", "There is no audience `legal`.", "Name one that is there (responders, executives, legal-finance, support, payments-consumers, public-relations, customers), or write it under `audiences`."],
  ["a condition without anybody", "{ audience: legal-finance, when: slaAtRisk }, {", "{ when: slaAtRisk }, {", "process.loopIn.sev0[4]", "279:85", "This names nobody, or more than one.", "Write one of who, person, team, schedule, role, audience, and `when` if there is a condition."],
  ["a duration in a condition", "duration('30m')", "duration('30 min')", "process.propose[3].when", "234:35", "“30 min” is not a duration in a condition.", "Write hours, minutes and seconds, such as duration('1h30m')."],
  ["true in quotes", "required: true }\n      customer-impact", "required: \"true\" }\n      customer-impact", "process.retrospective.sections.summary.required", "292:100", "True or false belongs here, and this is the text “true”.", "Write true or false, without quotes."],
  ["a list where one is meant", "manager: hana }\n  leadership", "manager: [hana] }\n  leadership", "teams.support.manager", "40:71", "a list is not an id.", "Write up to 63 small letters, digits, - and _, beginning with a letter or a digit."],
  ["a name twice", "  ben: { name", "  amara: { name", "people.amara", "26:3", "`amara` stands here twice.", "Keep one; the first is on line 15."],
  ["an open quote", "starts: \"2026-11-02T06:00\"", "starts: \"2026-11-02T06:00", "", "60:17", "This quote is not closed.", "Close it, or write a quote inside quotes as \\\"."],
  ["a colon in text", "title: Checkout is slow", "title: Checkout: slow", "", "175:12", "A second “: ” stands on this line.", "Put text that holds a colon in quotes."],
  ["an escaped NUL", "title: Checkout is slow", "title: \"Checkout \\0 slow\"", "runbooks.checkout-latency.title", "175:12", "The text holds a NUL character or half a surrogate pair.", "Remove it; it cannot be kept."],
  ["half a pair", "title: Checkout is slow", "title: \"Checkout \\ud83d\"", "runbooks.checkout-latency.title", "175:12", "The text holds a NUL character or half a surrogate pair.", "Remove it; it cannot be kept."],
  ["two lines in a name", "title: Checkout is slow", "title: \"Checkout\\nis slow\"", "runbooks.checkout-latency.title", "175:12", "The text goes over more than one line.", "Write it on one line."],
  ["default as a role", "    scribe: {", "    default: {", "process.roles.default", "257:5", "`default` means all that are not named.", "Choose another id."],
];

describe("a mistake", () => {
  it.each(mistakes)("is told with its place and how to mend it: %s", (_title, from, to, path, place, message, mend) => {
    expect(acme).toContain(from);
    const found = problemsOf(acme.replace(from, () => to));
    expect(found.map((problem) => [problem.path, `${problem.line}:${problem.column}`, problem.message, problem.mend])).toEqual([[path, place, message, mend]]);
  });

  it("is told with all others at once, in the order of the file", () => {
    const text = acme.replace("email: ben@acme.example", "email: ben").replace("dependsOn: [ledger]", "dependsOn: [leger]").replace("urgency: low }", "urgency: lo }").replace("verdict: confirm", "verdict: confrim");
    expect(problemsOf(text).map(({ path }) => path)).toEqual(["people.ben.email", "services.checkout.dependsOn[0]", "routes[3].then.urgency", "process.grid[1].verdict"]);
  });

  it("in an id is told where it is written and where it is missed", () => {
    const found = problemsOf(acme.replace("  ben: {", "  Ben: {"));
    expect(found.map(({ line, message }) => [line, message])).toEqual([
      [26, "“Ben” is not an id."],
      ...[38, 47, 53, 101].map((line) => [line, "There is no person `ben`."]),
    ]);
  });

  it("never repeats a secret", () => {
    const text = acme.replace("{ env: ACME_PROMETHEUS_KEY, default: acme-prometheus }", '"not a key, but secret"').replace("{ env: ACME_CRON_KEY, default: acme-nightly-settlement }", "8315007");
    const found = problemsOf(text);
    expect(found.map(({ path }) => path)).toEqual(["sources.prometheus.key", "sources.cron.key"]);
    expect(JSON.stringify(found)).not.toMatch(/secret|8315007/);
  });

  it("may be a reference to what is not in the file; what is there already counts, and what goes does not", () => {
    const text = "muster: 1\nteams:\n  night: { name: Night, members: [amara, zoe], manager: hana }\n";
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text, { existing: everything, managed: {} }).map(({ path, message }) => [path, message])).toEqual([["teams.night.members[1]", "There is no person `zoe`."]]);
    expect(problemsOf(text, { existing: { people: [] }, managed: {} })).toHaveLength(3);
    const steps = `muster: 1\nteams: {}\nescalationPolicies:\n  late: { steps: [{ page: [team/web, role/scribe] }] }\n`;
    const existing = { ...everything, roles: ["scribe"] };
    expect(problemsOf(steps, { existing, managed: {} })).toEqual([]);
    expect(problemsOf(steps, { existing, managed: everything }).map(({ message }) => message)).toEqual(["There is no team `web`."]);
  });
});
