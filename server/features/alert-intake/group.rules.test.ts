import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alert } from "./fold.rules.ts";
import { decideGroup, evolveGroup, groupKey, isJoinable, isMoreUrgent, noGroup, whenToTell, type Group, type Grouping } from "./group.rules.ts";
import { routeAlert, type AskCondition, type Route } from "./route.rules.ts";
import { chooseService, severityOf, webLinks } from "./signal.rules.ts";

const minute = 60_000;
const grouping: Grouping = { by: ["service", "labels.alertname"], waitMilliseconds: { high: 0, low: 30_000 }, windowMilliseconds: 5 * minute, reopenAfterMilliseconds: 15 * minute };
const alert = { serviceId: "checkout", sourceId: "prometheus", severity: "critical", labels: { alertname: "HighLatency", region: "eu" } } as unknown as Alert;
const group: Group = { id: "g", key: "k", serviceId: "checkout", urgency: "low", title: "t", status: "open", openedAt: 0, lastAlertAt: 0, toldAt: null, incidentId: null };

describe("alerts belong together", () => {
  it("when what the grouping names is equal", () => {
    const other = { ...alert, labels: { alertname: "HighLatency", region: "us" } };
    expect(groupKey(alert, alert.serviceId, grouping.by)).toBe(groupKey(other, other.serviceId, grouping.by));
    expect(groupKey(alert, alert.serviceId, ["labels.region"])).not.toBe(groupKey(other, other.serviceId, ["labels.region"]));
    expect(groupKey(alert, alert.serviceId, ["source", "severity", "labels.absent"])).toBe('[["source","prometheus"],["severity","critical"],["labels.absent",null]]');
  });

  it("within the window since the group's last alert, while the group is open", () => {
    expect(isJoinable(group, grouping, 5 * minute)).toBe(true);
    expect(isJoinable(group, grouping, 5 * minute + 1)).toBe(false);
    expect(isJoinable({ ...group, status: "resolved" }, grouping, minute)).toBe(false);
    expect(isJoinable(undefined, grouping, 0)).toBe(false);
  });

  it("and the most urgent of them decides", () => {
    const opened = decideGroup({ kind: "open", serviceId: null, urgency: "low", alertIds: ["a"] }, noGroup).reduce(evolveGroup, noGroup);
    const grown = decideGroup({ kind: "grow", urgency: "high", isReopened: false, isAcknowledged: false }, opened);
    expect(grown).toMatchObject([{ data: { urgency: "high" } }]);
    expect(isMoreUrgent("none", "low")).toBe(false);
  });
});

describe("that a group grows over and over", () => {
  it("is told within a second of every growth, and no more than once a second", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 60 }), (pauses) => {
        const growths = pauses.reduce<number[]>((times, pause) => [...times, (times.at(-1) ?? 0) + pause], []);
        const told: number[] = [];
        for (const at of growths) told.push(...[whenToTell({ toldAt: told.at(-1) ?? null }, at)].filter((one) => one !== null));
        for (const at of growths) expect(told.some((one) => one >= at && one <= at + 1_000)).toBe(true);
        for (const [place, at] of told.slice(1).entries()) expect(at - (told[place] ?? 0)).toBeGreaterThanOrEqual(1_000);
      }),
    );
  });
});

describe("a route", () => {
  const routes: Route[] = [
    { when: "staging", urgency: "none", declare: null },
    { when: "critical", urgency: "high", declare: { severity: "sev2", priority: "p2" } },
    { when: null, urgency: "low", declare: null },
  ];
  const values = { labels: {}, severity: "critical", source: "prometheus", service: null };
  const answers =
    (...holding: string[]): AskCondition =>
    (text) => ({ holds: holding.includes(text) });

  it("is the first that matches", () => {
    expect(routeAlert(routes, values, answers("critical"))).toMatchObject({ route: 1, urgency: "high", declare: { severity: "sev2" } });
    expect(routeAlert(routes, values, answers("staging", "critical"))).toMatchObject({ route: 0, urgency: "none" });
    expect(routeAlert(routes, values, answers())).toMatchObject({ route: 2, urgency: "low" });
  });

  it("that names something absent does not match, and says so", () => {
    const ask: AskCondition = (text) => (text === "staging" ? { missing: "labels.env" } : { holds: true });
    expect(routeAlert(routes, values, ask)).toMatchObject({ route: 1, missing: [{ route: 0, name: "labels.env" }] });
  });

  it("is none where none matches, and the urgency is low", () => {
    expect(routeAlert(routes.slice(0, 2), values, answers())).toMatchObject({ route: null, urgency: "low" });
  });
});

describe("what a tool says", () => {
  it("of severity is read in its own words", () => {
    expect(["critical", "PAGE", "error", "Warn", "Info", "Disaster", "strange", undefined, 7].map(severityOf)).toEqual(["critical", "critical", "high", "warning", "info", "critical", "warning", "warning", "warning"]);
  });

  it("of links counts only as a web address", () => {
    const candidates = ["https://a.example/x", "javascript:alert(1)", "ftp://a", 7, "https://a.example/x", "http://b.example/<script>"].map((href) => ({ text: "t", href }));
    expect(webLinks(candidates)).toEqual([{ text: "t", href: "https://a.example/x" }]);
  });

  it("of services is taken if it exists, else the source's default, else nobody's", () => {
    const isKnown = (id: string) => ["checkout", "storefront"].includes(id);
    const rule = { label: "service", default: "storefront" };
    expect(chooseService(rule, { service: "checkout" }, isKnown)).toEqual({ serviceId: "checkout", reason: "service.named", unknownName: null });
    expect(chooseService(rule, { service: "basket" }, isKnown)).toEqual({ serviceId: "storefront", reason: "service.default", unknownName: "basket" });
    expect(chooseService({ label: "service", default: null }, {}, isKnown)).toEqual({ serviceId: null, reason: "service.unassigned", unknownName: null });
    expect(chooseService({ fixed: "checkout" }, { service: "storefront" }, isKnown).serviceId).toBe("checkout");
  });
});
