import { describe, expect, it } from "vitest";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import { alertsLede, stormLede } from "./alerts-lede.ts";
import { calm, chosenWords, foldGroups, toggle, toggleMember } from "./alert-rows.ts";
import { readAlertsSearch } from "./alerts-search.ts";

let made = 0;

function alert(more: Partial<AlertView> = {}): AlertView {
  made += 1;
  return {
    id: `alert-${made}`, title: "Checkout is slow", status: "firing", severity: "critical", urgency: "high", isHeldBack: false,
    why: { bold: "Paged Elif Kaya", rest: "by mail" }, serviceId: "checkout", serviceName: "Checkout", sourceId: "prometheus",
    groupId: `group-${made}`, groupSize: 1, signals: 1, firstAt: "2026-11-19T12:58:00.000Z", lastAt: "2026-11-19T12:58:00.000Z",
    acknowledgedAt: null, ownerId: null, ownerName: null, resolvedAt: null, ...more,
  };
}

describe("The first sentence about alerts", () => {
  it("says that nothing fires", () => {
    expect(alertsLede([]).so).toBe("Nothing fires.");
  });

  it("names what waits for somebody before all else", () => {
    const open = [alert(), alert({ status: "acknowledged" })];
    expect(alertsLede(open)).toEqual({ so: "Two alerts fire, and one of them waits for somebody.", next: "Paged Elif Kaya." });
  });

  it("says that those that woke somebody are in hand, and how many woke nobody", () => {
    const open = [alert({ status: "acknowledged" }), alert({ isHeldBack: true })];
    expect(alertsLede(open)).toEqual({ so: "Two alerts fire, and the one that woke somebody is in hand.", next: "One woke nobody; each line says why." });
  });

  it("does not pretend to have counted what it has not read, and still knows who is waited for", () => {
    const page = (id: string, title: string) => ({ subject: { kind: "group", id }, title }) as PageView;
    expect(stormLede(200, []).so).toBe("More than 200 alerts fire, and none that woke somebody waits for an answer.");
    expect(stormLede(200, [page("b", "Later"), page("a", "First"), page("a", "First")])).toEqual({ so: "More than 200 alerts fire, and two groups of them wait for somebody.", next: "First waits longest." });
  });
});

describe("The lines of the list", () => {
  it("fold a group into one, with its signals summed and its oldest alert's words", () => {
    const [newer, older, single] = [alert({ groupId: "g", groupSize: 2, signals: 3 }), alert({ groupId: "g", groupSize: 2, title: "First", signals: 4 }), alert()];
    const lines = foldGroups([newer, single, older]);
    expect(lines.map((line) => [line.id, line.alert.title, line.size, line.signals])).toEqual([["g", "First", 2, 7], [single.id, single.title, 1, 1]]);
  });

  it("stay where they stand while somebody presses there", () => {
    const [a, b, c, fresh, older] = ["a", "b", "c", "fresh", "older"].map((id) => ({ id }));
    const { lines, waiting, gone } = calm([a!, b!, c!], [fresh!, c!, a!, older!]);
    expect(lines.map((line) => line.id)).toEqual(["a", "b", "c", "older"]);
    expect([waiting, [...gone]]).toEqual([1, ["b"]]);
  });

  it("are chosen by group or one by one", () => {
    const group = toggle(new Map(), "g", 3, true);
    expect(chosenWords(group)).toBe("1 group, 3 alerts");
    expect(chosenWords(toggleMember(group, "g", "x", ["x", "y", "z"]))).toBe("2 alerts");
    expect(chosenWords(toggle(group, "single", 1, false))).toBe("1 group, 4 alerts");
  });
});

describe("The address of the list", () => {
  it("keeps what it knows and drops the rest", () => {
    expect(readAlertsSearch({ view: "held", search: "", service: "checkout", other: 1 })).toEqual({ view: "held", service: "checkout" });
    expect(readAlertsSearch({ view: "nonsense" })).toEqual({});
  });
});
