import { describe, expect, it } from "vitest";
import { acmeProcess } from "../../platform/testing/acme-process.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { processSchema } from "../process/process.document.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import { nameRule } from "../process/rule-names.rules.ts";
import { adherence } from "./adherence.rules.ts";
import type { Finding } from "./finding.rules.ts";
import { storyOf, type EscalationFact, type IncidentFact, type RetrospectiveFact, type ToldEvent } from "./story.rules.ts";

const acme = processSchema.parse(acmeProcess()) as WrittenProcess;
const minute = 60_000;
const hour = 60 * minute;
const begin = Date.parse("2026-11-16T08:05:00Z");
const text = { contentId: "c", hash: "h" };
const person = (id: string) => ({ kind: "person", id }) as const;
const muster = { kind: "muster" } as const;

/** Minutes from the declaration, who did it, and what happened. */
type Line = [minutes: number, who: string, type: IncidentFact["type"], data?: object];

const declared = (more: object = {}): Line => [
  0,
  "muster",
  "incident declared",
  {
    ...{ number: 12, title: text, origin: "route", serviceIds: ["checkout"], groupIds: [], processVersion: 1, commanderRole: "incident-commander", detectedAt: null, isDrill: false, severity: null, priority: null },
    commander: { personId: "chidi", isProvisional: true, because: "first-paged" },
    ...more,
  },
];
const paged: Line = [0, "muster", "milestone reached", { milestone: "paged", at: begin }];
const answered = (minutes: number, personId = "chidi"): Line[] => [
  [minutes, personId, "incident acknowledged", { personId }],
  [minutes, personId, "role taken", { role: "incident-commander", personId, isProvisional: false, isShared: false, because: "acknowledged" }],
];
const classified = (minutes: number, severity: string, priority: string, reason: object | null = null): Line => [minutes, "chidi", "class set", { severity, priority, reason }];
const takes = (minutes: number, role: string, personId: string, isShared = false): Line => [minutes, personId, "role taken", { role, personId, isProvisional: false, isShared, because: "taken" }];
const loops = (minutes: number, ...ids: string[]): Line => [minutes, "muster", "audiences looped in", { audiences: ids.map((audienceId) => ({ audienceId, onlyReceiver: null })), added: ids, left: [] }];
const tells = (minutes: number, who: string, ...ids: string[]): Line => [minutes, who, "update sent", { updateId: "u", isPublic: ids.includes("customers"), isClosing: false, audiences: ids.map((audienceId) => ({ audienceId, nextAt: null })) }];
const says = (minutes: number, who: string): Line => [minutes, who, "note posted", { text, replyTo: null }];
const calls = (minutes: number, call: string, ...targets: string[]): Line => [minutes, "muster", "people called", { call, targets, policyId: null }];
const resolved = (minutes: number): Line => [minutes, "chidi", "incident resolved"];
const waived = (minutes: number, rule: string): Line => [minutes, "hana", "rule waived", { rule, reason: text }];

interface More {
  process?: WrittenProcess;
  calls?: Record<string, [minutes: number, fact: object][]>;
  retrospective?: [minutes: number, fact: object][];
}

function judged(lines: readonly Line[], minutes: number, more: More = {}): Finding[] {
  const incident = lines.map(([at, who, type, data], index): ToldEvent<IncidentFact> => {
    return { streamId: "incident/i", version: index + 1, at: begin + at * minute, actor: who === "muster" ? muster : person(who), fact: { type, data: data ?? {} } as IncidentFact };
  });
  const streamOf = <Fact>(streamId: string, events: [number, object][]) => events.map(([at, fact], index): ToldEvent<Fact> => ({ streamId, version: index + 1, at: begin + at * minute, actor: muster, fact: fact as Fact }));
  const story = storyOf({
    incident,
    calls: new Map(Object.entries(more.calls ?? {}).map(([call, events]) => [call, streamOf<EscalationFact>(`escalation/incident-i-${call}`, events)])),
    retrospective: streamOf<RetrospectiveFact>("retrospective/r", more.retrospective ?? []),
  });
  const ask = (condition: string, values: Readonly<Record<string, unknown>>) => {
    if (condition.startsWith("acknowledgedFor")) return { holds: Number(values["acknowledgedFor"]) > hour };
    return condition.startsWith("teamsPaged") ? { holds: Number(values["teamsPaged"]) >= 2 } : { missing: condition };
  };
  return adherence(more.process ?? acme, story, { now: begin + minutes * minute, zone: zoneNamed("Europe/Berlin"), ask });
}

/** One finding, in a line: its verdict, by when, when it happened, how late, how often, why, and by which entries. */
function said(lines: readonly Line[], minutes: number, rule: string, more: More = {}): string {
  const found = judged(lines, minutes, more).find((one) => one.rule === rule);
  if (!found) return "no such rule";
  const { verdict, dueAt, happenedAt, lateMilliseconds, count, because, people, proof } = found;
  const at = (words: string, moment: number | null) => (moment === null ? [] : [`${words} ${(moment - begin) / minute}`]);
  return [
    verdict,
    ...at("by", dueAt),
    ...at("at", happenedAt),
    ...(lateMilliseconds === null ? [] : [`late ${lateMilliseconds / minute}`]),
    ...(count ? [`${count.kept}/${count.owed}`] : []),
    ...(because === null ? [] : [because]),
    ...(people.length > 0 ? [people.join("+")] : []),
    ...(proof.length > 0 ? [`#${proof.map(({ version }) => version).join(",")}`] : []),
  ].join(" ");
}

describe("somebody answers", () => {
  const rule = "timeBoxes/acknowledge";
  it("in time, late, not yet, or before anybody was paged", () => {
    expect(said([declared(), paged, ...answered(2)], 10, rule)).toBe("met by 5 at 2 chidi #2,3");
    expect(said([declared(), paged, ...answered(8)], 10, rule)).toBe("missed by 5 at 8 late 3 chidi #2,3");
    expect(said([declared(), paged], 3, rule)).toBe("pending by 5");
    expect(said([declared(), paged], 9, rule)).toBe("missed by 5 late 4");
    expect(said([declared(), paged, resolved(3)], 9, rule)).toBe("not-applicable by 5 ended-before");
    expect(said([declared({ commander: { personId: "amara", isProvisional: false, because: "declared" } })], 9, rule)).toBe("not-applicable taken-before-paged #1");
    expect(said([declared(), paged, ...answered(8), waived(60, rule)], 70, rule)).toBe("waived by 5 at 8 late 3 waived chidi #2,3,5");
  });
});

describe("command", () => {
  it("is held at every moment, and says by whom", () => {
    expect(said([declared(), ...answered(2), takes(9, "incident-commander", "grete")], 10, "command")).toBe("met at 9 chidi+grete #1,4");
  });

  it("is offered to who is on call for it where the class asks for a commander", () => {
    const rule = "schedule/incident-commander";
    const on = [declared(), paged, ...answered(2), classified(3, "sev1", "p1")];
    expect(said([declared(), ...answered(2)], 10, rule)).toBe("not-applicable not-at-this-class");
    const accepted: Line = [6, "ines", "role taken", { role: "incident-commander", personId: "ines", isProvisional: false, isShared: false, because: "accepted" }];
    expect(said([...on, calls(3, "role:incident-commander", "role/incident-commander"), accepted], 10, rule)).toBe("met at 3 ines #6,7");
  });
});

describe("who joins", () => {
  const rule = "join/team-manager";
  const asked = [declared(), classified(3, "sev1", "p1"), calls(3, "join:team-manager", "person/grete")];
  it("is asked, and answers in time, late or not at all", () => {
    const answers = (minutes: number) => ({ calls: { "join:team-manager": [[minutes, { type: "escalation acknowledged", data: { personId: "grete" } }] as [number, object]] } });
    expect(said(asked, 10, rule, answers(6))).toBe("met by 8 at 6 grete #3,1");
    expect(said(asked, 20, rule, answers(12))).toBe("missed by 8 at 12 late 4 grete #3,1");
    expect(said(asked, 5, rule)).toBe("pending by 8");
    expect(said([declared(), classified(3, "sev3", "p3")], 5, rule)).toBe("not-applicable not-at-this-class");
    expect(said([declared(), classified(3, "sev1", "p1")], 5, rule)).toBe("not-applicable nobody-named");
    expect(said([...asked, waived(9, rule)], 20, rule)).toBe("waived by 8 late 12 waived #4");
  });
});

describe("an expert", () => {
  const rule = "consultExpertAfter";
  const since = [declared(), classified(3, "sev1", "p1")];
  const asked: Line = [120, "muster", "people called", { call: "expert:1", targets: ["person/dana"], policyId: null, because: { kind: "no-expert", severity: "sev1", after: "2h" } }];
  it("is asked by the time that the severity gives, or is in by then", () => {
    expect(said([...since, asked], 130, rule)).toBe("met by 120 at 120 dana #3");
    expect(said([...since, [120.5, "muster", "experts found in", { personIds: ["dana"] }]], 130, rule)).toBe("met by 120 at 120 dana #3");
    expect(said(since, 60, rule)).toBe("pending by 120");
    expect(said(since, 200, rule)).toMatch(/^missed by 120 late/);
    expect(said([...since, resolved(60)], 200, rule)).toBe("not-applicable by 120 ended-before");
    expect(said([...since, classified(150, "sev0", "p1")], 151, rule)).toBe("pending by 150");
    expect(said([declared()], 200, rule)).toBe("not-applicable not-at-this-class");
  });
});

describe("an incident is declared", () => {
  const adopted = (acknowledgedAt: number | null, policyId = "web") => [0, { type: "escalation adopted", data: { acknowledgedAt: acknowledgedAt === null ? null : begin + acknowledgedAt * minute, policyId } }] as [number, object];
  it("within an hour of somebody having it, before a second team is paged; what only people can tell is theirs", () => {
    expect(said([declared()], 5, "declareWhen/2", { calls: { "policy:web": [adopted(-20)] } })).toBe("met at 0 #1,1");
    expect(said([declared()], 5, "declareWhen/2", { calls: { "policy:web": [adopted(-90)] } })).toBe("missed at 0 later #1,1");
    expect(said([declared()], 5, "declareWhen/0", { calls: { a: [adopted(null)], b: [adopted(null, "payments")] } })).toBe("missed at 0 later #1,1,1");
    expect(said([declared()], 5, "declareWhen/1")).toBe("not-applicable for-people");
  });
});

describe("the class", () => {
  it("is set in time, from the declaration", () => {
    expect(said([declared(), classified(12, "sev1", "p1")], 20, "timeBoxes/classify")).toBe("met by 15 at 12 #2");
    expect(said([declared(), classified(22, "sev1", "p1")], 30, "timeBoxes/classify")).toBe("missed by 15 at 22 late 7 #2");
    expect(said([declared({ severity: "sev2", priority: "p2" })], 30, "timeBoxes/classify")).toBe("met by 15 at 0 #1");
    expect(said([declared()], 5, "timeBoxes/classify")).toBe("pending by 15");
  });

  it("is one that the grid allows, with a reason where it asks for one", () => {
    expect(said([declared(), classified(5, "sev1", "p1")], 9, "grid")).toBe("met at 5 1/1 #2");
    expect(said([declared(), classified(5, "sev3", "p1")], 9, "grid")).toBe("missed at 5 0/1 without-reason #2");
    expect(said([declared(), classified(5, "sev3", "p1", text)], 9, "grid")).toBe("met at 5 1/1 #2");
    expect(said([declared({ severity: "sev0", priority: "p4" }), classified(9, "sev1", "p1")], 9, "grid")).toBe("missed at 0 1/2 forbidden #1");
    expect(said([declared()], 5, "grid")).toBe("pending");
  });

  it("asks people for more, which is named with the entry that asked and not seen from here", () => {
    const process = processSchema.parse(acmeProcess(["updateEvery: 1h } }", "updateEvery: 1h, actions: [Call the bank, Keep the line open] } }\n    - { priority: p2, severity: sev2, ask: { actions: [Call the bank, Freeze releases] } }"])) as WrittenProcess;
    const rules = ["actions/0", "actions/1", "actions/2"];
    const asked = (lines: readonly Line[]) => rules.map((rule) => said(lines, 9, rule, { process }));
    expect(asked([declared(), classified(5, "sev1", "p1")])).toEqual(["not-applicable not-seen #2", "not-applicable not-seen #2", "not-applicable not-at-this-class"]);
    expect(asked([declared({ severity: "sev2", priority: "p2" }), classified(5, "sev3", "p3"), resolved(8)])).toEqual(["not-applicable not-seen #1", "not-applicable not-at-this-class", "not-applicable not-seen #1"]);
    expect(said([declared(), classified(5, "sev1", "p1")], 9, "actions/0")).toBe("no such rule");
    const words = { process, role: String, audience: String, team: String, person: String };
    expect(rules.map((rule) => nameRule(rule, words))).toEqual(["Call the bank", "Keep the line open", "Freeze releases"]);
  });

  it("has a reason where it is another than proposed", () => {
    const proposed: Line = [1, "muster", "class proposed", { severity: "sev1", priority: null }];
    expect(said([declared(), proposed, classified(5, "sev1", "p1")], 9, "propose")).toBe("met at 5 1/1 #3");
    expect(said([declared(), proposed, classified(5, "sev3", "p2")], 9, "propose")).toBe("missed at 5 0/1 without-reason #3");
    const found: Line = [2, "muster", "class proposed", { severity: "sev1", priority: null, because: [{ when: "slaAtRisk", serviceId: null }] }];
    expect(said([declared(), found, classified(5, "sev2", "p2", text)], 9, "propose")).toBe("met at 5 1/1 #3");
    expect(said([declared(), found, classified(5, "sev2", "p2")], 9, "propose")).toBe("missed at 5 0/1 without-reason #3");
    expect(said([declared(), classified(5, "sev3", "p2")], 9, "propose")).toBe("not-applicable not-known");
  });
});

describe("required roles", () => {
  const sev1 = [declared(), ...answered(2), classified(4, "sev1", "p1")];
  it("are held by people of their own, in time", () => {
    expect(said([...sev1, takes(9, "communications-lead", "farid")], 30, "timeBoxes/fillRoles")).toBe("met by 15 at 9 chidi+farid #5");
    expect(said(sev1, 30, "timeBoxes/fillRoles")).toBe("missed by 15 late 15");
    expect(said([...sev1, takes(9, "communications-lead", "chidi")], 30, "rolesRequired/communications-lead")).toBe("pending");
    expect(said([...sev1, takes(9, "communications-lead", "farid")], 30, "rolesRequired/communications-lead")).toBe("met at 9 farid #5");
    expect(said([...sev1, resolved(50)], 60, "rolesRequired/communications-lead")).toBe("missed never");
    expect(said([...sev1, resolved(12)], 60, "rolesRequired/communications-lead")).toBe("not-applicable ended-before #4");
    expect(said(sev1, 60, "rolesRequired/technical-lead")).toBe("not-applicable not-at-this-class");
  });

  it("are vacant again where the holder leaves and nobody follows", () => {
    const left: Line = [20, "farid", "role released", { role: "communications-lead", personId: "farid" }];
    expect(said([...sev1, takes(9, "communications-lead", "farid"), left], 30, "rolesRequired/communications-lead")).toBe("missed at 20 vacant #5,6");
    expect(said([...sev1, takes(9, "communications-lead", "farid"), left, takes(25, "communications-lead", "kira")], 30, "rolesRequired/communications-lead")).toBe("met at 9 farid #5");
  });
});

describe("production", () => {
  const change = (isOutsideRole: boolean): Line => [10, "ben", "production changed", { text, isOutsideRole }];
  it("is changed by the roles that may", () => {
    expect(said([declared(), change(false)], 20, "mayChangeProduction")).toBe("met at 10 1/1 #2");
    expect(said([declared(), change(false), change(true)], 20, "mayChangeProduction")).toBe("missed at 10 1/2 outside-role #3");
    expect(said([declared()], 20, "mayChangeProduction")).toBe("not-applicable never");
  });
});

describe("relief", () => {
  it("comes before the role was held too long", () => {
    const on = [declared(), ...answered(0)];
    expect(said([...on, resolved(60)], 90, "relief/incident-commander")).toBe("met by 480 at 60 1/1 chidi #1,4");
    expect(said(on, 60, "relief/incident-commander")).toBe("pending by 480 1/1 chidi #1");
    expect(said(on, 500, "relief/incident-commander")).toBe("missed by 480 late 20 0/1 chidi #1");
    expect(said(on, 60, "relief/technical-lead")).toBe("not-applicable never");
  });

  it("is handed over half an hour before the role passes", () => {
    const offered: Line = [400, "chidi", "handover offered", { handoverId: "x", role: "incident-commander", fromPersonId: "chidi", toPersonId: "ines", brief: text }];
    const accepted = (minutes: number): Line => [minutes, "ines", "handover accepted", { handoverId: "x" }];
    expect(said([declared(), ...answered(0), offered, accepted(430)], 440, "relief/handoff")).toBe("met at 430 1/1 chidi+ines #4,5");
    expect(said([declared(), ...answered(0), offered, accepted(404)], 440, "relief/handoff")).toBe("missed at 404 0/1 chidi+ines #4,5");
  });
});

describe("news", () => {
  const sev1 = [declared(), ...answered(1), classified(5, "sev1", "p1"), loops(5, "executives", "customers", "support"), takes(6, "communications-lead", "jonas")];
  const everybody = ["executives", "customers", "support"] as const;
  it("comes first within its box, to anybody and to each", () => {
    expect(said([...sev1, tells(25, "jonas", ...everybody)], 40, "timeBoxes/firstUpdate")).toBe("met by 30 at 25 #7");
    expect(said([...sev1, tells(41, "jonas", ...everybody)], 50, "timeBoxes/firstUpdate")).toBe("missed by 30 at 41 late 11 #7");
    expect(said([...sev1, tells(25, "jonas", "executives")], 28, "loopIn/executives")).toBe("met by 30 at 25 1/1 jonas #7");
    expect(said([...sev1, tells(25, "jonas", "executives")], 28, "loopIn/customers")).toBe("pending by 30 0/0");
    expect(said([...sev1, tells(25, "jonas", "executives")], 40, "loopIn/customers")).toBe("missed by 30 late 10 0/1");
    expect(said(sev1, 40, "loopIn/public-relations")).toBe("not-applicable not-at-this-class");
  });

  it("comes again at the rhythm of each audience, on the organization's hour where the process says so", () => {
    const told = [...sev1, tells(25, "jonas", ...everybody)];
    // Declared at 09:05 in Berlin: the next full hour lies 55 minutes on.
    expect(said(told, 40, "cadence/customers")).toBe("pending by 55 0/0");
    expect(said([...told, tells(55, "jonas", ...everybody), tells(129, "jonas", ...everybody)], 130, "cadence/customers")).toBe("missed by 115 at 129 late 14 1/2 #9");
    expect(said([...told, tells(55, "jonas", "customers")], 60, "cadence/customers")).toBe("pending by 115 at 55 1/1 jonas #8");
  });

  it("goes up the chain, whatever the holder writes", () => {
    const crew = [...sev1, takes(7, "technical-lead", "dana")];
    const rule = "owed/technical-lead/communications-lead+incident-commander";
    expect(said([...crew, says(20, "dana"), says(34, "dana")], 40, rule)).toBe("pending by 49 at 34 2/2 dana #8,9");
    expect(said([...crew, says(30, "dana")], 40, rule)).toBe("missed by 22 at 30 late 8 0/1 #8");
    expect(said([...crew, says(20, "dana"), resolved(25)], 40, rule)).toBe("met by 22 at 20 1/1 dana #8");
    expect(said([declared()], 40, rule)).toBe("not-applicable not-at-this-class");
  });

  it("ends with one closing update", () => {
    const told = [...sev1, tells(25, "jonas", ...everybody), resolved(50)];
    expect(said(told, 55, "closing")).toMatch(/^pending by/);
    expect(said([...told, tells(54, "jonas", ...everybody)], 60, "closing")).toMatch(/^met by .* at 54 3\/3 jonas/);
    expect(said(sev1, 55, "closing")).toBe("pending");
  });

  it("is given once to those whom the process notifies, and stands where the public reads", () => {
    const notice: Line = [5, "muster", "people notified", { who: ["team/leadership"], personIds: ["hana", "grete"], others: 0 }];
    expect(said([...sev1, notice], 20, "notify/team/leadership")).toBe("met at 5 hana+grete #7");
    expect(said([...sev1, resolved(50)], 60, "notify/team/leadership")).toBe("missed never");
    expect(said([...sev1, tells(25, "jonas", "customers")], 30, "publishBy/status-page")).toBe("met at 25 #7");
    expect(said(sev1, 30, "publishBy/mail")).toBe("not-applicable not-seen");
  });
});

describe("looking back", () => {
  const over = [declared(), ...answered(1), classified(5, "sev1", "p1"), resolved(60)];
  const begun: [number, object] = [60, { type: "retrospective begun", data: { incidentId: "i", because: "severity", ownerId: "jonas", dueAt: begin + 60 * minute + 120 * hour } }];
  const approved = (approverId: string): [number, object] => [3_000, { type: "retrospective approved", data: { approverId } }];
  const followUp = (driverId: string | null, reviewAt = 30_000): [number, object] => [2_000, { type: "follow-up added", data: { followUpId: "f", text, driverId, dueAt: begin + 9_000 * minute, reviewAt: begin + reviewAt * minute } }];
  const learned = (rule: string, minutes: number, ...retrospective: [number, object][]) => said(over, minutes, `retrospective/${rule}`, { retrospective });
  it("begins where the process asks for it, and is ready in time", () => {
    expect(learned("requiredFor", 70, begun)).toBe("met at 60 #1");
    expect(said([declared(), classified(5, "sev3", "p3"), resolved(60)], 70, "retrospective/requiredFor")).toBe("not-applicable not-required");
    expect(said([declared(), classified(5, "sev1", "p1")], 70, "retrospective/requiredFor")).toBe("pending");
    expect(learned("dueWithin", 70, begun)).toBe("pending by 7260");
    expect(learned("dueWithin", 70, begun, [2_500, { type: "review begun", data: {} }])).toBe("met by 7260 at 2500 #2");
    expect(learned("dueWithin", 8_000, begun)).toBe("missed by 7260 late 740");
  });

  it("has an owner, and is approved by somebody who did not command", () => {
    expect(learned("ownedBy", 70, begun)).toBe("met at 60 jonas #1");
    expect(learned("approvedBy", 70, begun)).toBe("pending");
    expect(learned("approvedBy", 4_000, begun, approved("hana"))).toBe("met at 3000 hana #2");
    expect(learned("approvedBy", 4_000, begun, approved("chidi"))).toBe("missed at 3000 by-commander chidi #2");
  });

  it("answers what is required, with follow-ups that somebody drives and that are looked at again", () => {
    expect(learned("sections", 70, begun, [100, { type: "section saved", data: { section: "summary", version: 1, text } }])).toBe("pending 1/5 unanswered #2");
    expect(learned("followUps", 4_000, begun, followUp("dana"), approved("hana"))).toBe("met 1/1 #2");
    expect(learned("followUps", 4_000, begun, followUp(null), approved("hana"))).toBe("missed 0/1 incomplete #2");
    expect(learned("reviewActionsEvery", 4_000, begun, followUp("dana"))).toBe("pending by 30000 1/1");
    expect(learned("reviewActionsEvery", 40_000, begun, followUp("dana"))).toBe("missed by 30000 late 10000 0/1 not-looked-at");
  });
});

describe("every clause of the example", () => {
  it("gives a finding, each rule once, and a clause that is added needs no code", () => {
    const rules = judged([declared()], 1).map(({ rule }) => rule);
    expect(new Set(rules).size).toBe(rules.length);
    expect(rules.map((rule) => rule.split("/")[0]).filter((clause, place, all) => all.indexOf(clause) === place)).toEqual([
      ...["timeBoxes", "command", "schedule", "join", "consultExpertAfter", "declareWhen", "grid", "propose", "rolesRequired", "mayChangeProduction"],
      ...["relief", "loopIn", "cadence", "owed", "closing", "notify", "publishBy", "retrospective"],
    ]);
    expect(rules.filter((rule) => rule.startsWith("timeBoxes/"))).toEqual(Object.keys(acme.timeBoxes).map((box) => `timeBoxes/${box}`));
    expect(rules.filter((rule) => rule.startsWith("loopIn/"))).toEqual(["executives", "support", "customers", "legal-finance", "public-relations"].map((id) => `loopIn/${id}`));
    const more = processSchema.parse(acmeProcess(["    sev2: [service-team, audience/support]", "    sev2: [service-team, audience/support, audience/public-relations]"], ["    sev1: [team-manager]\n  notify", "    sev1: [team-manager, person/hana]\n  notify"], ["    sev3: []\n    sev4: []\n  join", "    sev3: [scribe]\n    sev4: []\n  join"])) as WrittenProcess;
    const added = judged([declared()], 1, { process: more }).map(({ rule }) => rule).filter((rule) => !rules.includes(rule));
    expect(added).toEqual(["join/person/hana", "rolesRequired/scribe"]);
  });
});
