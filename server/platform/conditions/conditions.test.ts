import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { incidentNames, routeNames, type ConditionNames } from "../../values/condition-names.ts";
import { compileCondition, compileExpression, evaluate, holds, isConditionFault, membersAskedBy, type Condition } from "./conditions.ts";

const hour = 3_600_000;

function read(text: string, names: ConditionNames = routeNames): Condition {
  const outcome = compileCondition(text, names);
  if (isConditionFault(outcome)) throw new Error(`${outcome.message} (${outcome.column})`);
  return outcome;
}

function ask(text: string, values: Record<string, unknown>, names: ConditionNames = routeNames) {
  return holds(read(text, names), values);
}

describe("a condition of a route", () => {
  it("holds against labels, severity and the service", () => {
    const alert = { labels: { env: "staging" }, severity: "critical", service: { id: "checkout", tier: 1, team: "payments" } };
    expect(ask('labels.env == "staging"', alert)).toEqual({ holds: true });
    expect(ask('severity == "critical" && service.tier == 1', alert)).toEqual({ holds: true });
    expect(ask('severity in ["high", "warning"]', alert)).toEqual({ holds: false });
    expect(ask('service.team.startsWith("pay")', alert)).toEqual({ holds: true });
    expect(ask("burn > 14", { burn: 14.4 })).toEqual({ holds: true });
  });

  it("does not match what is absent, and names it", () => {
    expect(ask('labels.env == "staging"', { labels: {} })).toEqual({ missing: "labels.env" });
    expect(ask('labels["env"] != "staging"', { labels: {} })).toEqual({ missing: 'labels["env"]' });
    expect(ask("service.tier == 1", { labels: {}, service: null })).toEqual({ missing: "service" });
    expect(ask("service.tier == 1", { service: { id: "x", tier: undefined } })).toEqual({ missing: "service.tier" });
    expect(ask('!(labels.env == "staging")', { labels: {} })).toEqual({ missing: "labels.env" });
    expect(ask("labels.constructor == labels.toString", { labels: {} })).toEqual({ missing: "labels.constructor" });
  });

  it.each([
    ['labels.env == "prod" && labels["x-y"].like("a.*") && severity == "critical"', ["env", "x-y"]],
    ['has(labels.team) || "zone" in labels || service.team == "labels"', ["team", "zone"]],
    ['severity == "critical"', []],
    ['labels[severity] == "x"', null],
    ["labels.size() > 2", null],
    ['labels.exists(name, name == "env")', null],
    ['labels == {"env": "prod"}', null],
    ['severity in labels', null],
  ])("says at which labels it looks: %s", (text, names) => {
    const asked = membersAskedBy(read(text), "labels");
    expect(asked && [...asked].sort()).toEqual(names);
  });

  it("holds by what is there where another side of an or is absent", () => {
    expect(ask('labels.env == "x" || burn > 1.0', { labels: {}, burn: 2 })).toEqual({ holds: true });
    expect(ask('has(labels.env) && labels.env == "x"', { labels: {} })).toEqual({ holds: false });
  });

  it("finds a pattern in time that grows evenly with the text", () => {
    expect(ask('labels.env.like("^sta.*g$")', { labels: { env: "staging" } })).toEqual({ holds: true });
    const words = Array.from({ length: 60_000 }, (_, index) => (index * 7 % 3 === 0 ? "a" : "b")).join("");
    expect(ask('labels.text.like("(a+)+$")', { labels: { text: `${words}!` } })).toEqual({ holds: false });
    expect(ask('labels.text.like("(a|b)*a(a|b){200}c$")', { labels: { text: words } })).toEqual({ holds: false });
  });

  it("says why it cannot be worked out", () => {
    expect(ask("1 / int(burn) == 1", { burn: 0 })).toEqual({ fault: "division by zero" });
  });
});

describe("a condition of the process", () => {
  it("compares shares, counts and durations", () => {
    const names = incidentNames;
    expect(ask("impact.usersAffected >= 0.95 || impact.dataLoss || slaBreached", { impact: { dataLoss: true } }, names)).toEqual({ holds: true });
    expect(ask("impact.usersAffected >= 0.5", { impact: { usersAffected: 1 } }, names)).toEqual({ holds: true });
    expect(ask("impact.dataLoss", { impact: { dataLoss: false } }, names)).toEqual({ holds: false });
    expect(ask("teamsPaged >= 2", { teamsPaged: 2 }, names)).toEqual({ holds: true });
    expect(ask("acknowledgedFor > duration('1h')", { acknowledgedFor: hour + 1 }, names)).toEqual({ holds: true });
    expect(ask("budgetGoneWithin < duration('30m')", { budgetGoneWithin: hour }, names)).toEqual({ holds: false });
    expect(ask("budgetGoneWithin < duration('30m')", {}, names)).toEqual({ missing: "budgetGoneWithin" });
    expect(ask("slaAtRisk", { slaAtRisk: true }, names)).toEqual({ holds: true });
  });
});

describe("what is no condition", () => {
  const mistakes: [text: string, column: number, message: string, mend: string][] = [
    ["severtiy == 'critical'", 1, "`severtiy` is not a name that this condition knows.", "Did you mean `severity`?"],
    ["service.teir == 1", 9, "`teir` is not a name that this condition knows.", "Did you mean `tier`?"],
    ["frobnicated == 1", 1, "`frobnicated` is not a name that this condition knows.", "It knows labels, severity, source, service, slo, priority, burn."],
    ["severity = 'x'", 10, "A single = compares nothing.", "Write == to compare."],
    ["severity ==", 12, "The condition ends before it is complete.", "Complete or remove its last part."],
    ["severity == 1", 1, "These do not fit together: text == whole number.", "Compare text with text in quotes, a whole number with 1, another number with 1.0."],
    ["1 + 1", 1, "This does not answer yes or no.", 'Compare it with something, such as severity == "critical".'],
    ['labels.env.matches("(a+)+$")', 1, "`matches` is not offered here.", 'Write labels.name.like("^pattern$") instead.'],
    ['labels.env.like("(?=a)")', 1, "This is not a pattern: invalid or unsupported Perl syntax: `(?=`.", "Write an RE2 pattern, which has no look-ahead and no back-references."],
    ["labels.env.like(labels.other)", 1, "`like` needs its pattern as text in quotes.", 'Write like("^pattern$").'],
    ["burn > 1.0 && duration('1 hour') > duration('1s')", 15, "“1 hour” is not a duration in a condition.", "Write hours, minutes and seconds, such as duration('1h30m')."],
    ["labels.exists(a, labels.exists(b, a == b))", 18, "A loop stands inside another one.", "Split it into two conditions joined by &&."],
    ["!".repeat(600) + "true", 101, "The condition is too large.", "Split it into several."],
    ["x".repeat(3_000), 1, "The condition is longer than 2000 characters.", "Shorten it."],
  ];

  it.each(mistakes.map(([text, ...fault]) => [text.slice(0, 60), text, ...fault] as const))("%s", (_title, text, column, message, mend) => {
    expect(compileCondition(text, routeNames)).toEqual({ message, mend, column });
  });

  it("is refused with a place inside the text, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const outcome = compileCondition(text, routeNames);
        if (!isConditionFault(outcome)) return;
        expect(outcome.column).toBeGreaterThanOrEqual(1);
        expect(outcome.column).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 500 },
    );
  });
});

describe("an expression", () => {
  it("may come to any value", () => {
    const names = { body: "anything" } as const satisfies ConditionNames;
    const expression = compileExpression('body.probe.label + ", " + string(body.temp)', names);
    if (isConditionFault(expression)) throw new Error(expression.message);
    expect(evaluate(expression, { body: { probe: { label: "Cold store" }, temp: -9.4 } })).toEqual({ value: "Cold store, -9.4" });
    expect(evaluate(expression, { body: { probe: {} } })).toEqual({ missing: "body.probe.label" });
    expect(evaluate(expression, { body: { probe: { constructor: null }, constructor: null } })).not.toHaveProperty("value");
  });
});
