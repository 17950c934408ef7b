import { describe, expect, it } from "vitest";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import { alertsLede } from "./alerts-lede.ts";
import { chooseRange, chosenWords, foldGroups, toggle, toggleMember } from "./alert-rows.ts";
import { alertCountsPath, alertsPath, readAlertsSearch } from "./alerts-search.ts";

let made = 0;

function alert(more: Partial<AlertView> = {}): AlertView {
  made += 1;
  return {
    id: `alert-${made}`, title: "Checkout is slow", status: "firing", severity: "critical", urgency: "high", isHeldBack: false,
    why: { bold: "Paged Elif Kaya", rest: "by mail" }, serviceId: "checkout", serviceName: "Checkout", sourceId: "prometheus",
    groupId: `group-${made}`, groupSize: 1, signals: 1, firstAt: "2026-11-19T12:58:00.000Z", lastAt: "2026-11-19T12:58:00.000Z",
    acknowledgedAt: null, ownerId: null, ownerName: null, resolvedAt: null, snoozedUntil: null, verdict: null, notIncident: null, ...more,
  };
}

describe("The first sentence about alerts", () => {
  const standing = (waiting: number, heldBack: number, acknowledged: number, longest: AlertView | null = null) => ({
    counts: { open: waiting + heldBack + acknowledged, waiting, heldBack, acknowledged },
    longest,
  });

  it("says that nothing fires", () => {
    expect(alertsLede(standing(0, 0, 0)).so).toBe("Nothing fires.");
  });

  it("names what waits for somebody before all else", () => {
    expect(alertsLede(standing(1, 0, 1, alert()))).toEqual({ so: "Two alerts fire, and one of them waits for somebody.", next: "Paged Elif Kaya." });
    expect(alertsLede(standing(2, 0, 0, alert()))).toEqual({ so: "Two alerts fire, and nobody has them yet.", next: "Checkout is slow waits longest. Paged Elif Kaya." });
  });

  it("says what is in hand, and how many woke nobody", () => {
    expect(alertsLede(standing(0, 1, 1))).toEqual({ so: "Two alerts fire, and one of them is in hand.", next: "One woke nobody; each line says why." });
    expect(alertsLede(standing(0, 0, 2)).so).toBe("Two alerts fire, and all are in hand.");
    expect(alertsLede(standing(0, 2, 0)).so).toBe("Two alerts fire and woke nobody.");
  });

  it("counts all of a storm, and names none of what it has not read to the end", () => {
    expect(alertsLede(standing(400, 100, 0))).toEqual({ so: "500 alerts fire, and 400 of them wait for somebody.", next: "Each line says who was paged." });
  });
});

describe("The lines of the list", () => {
  it("fold a group into one, with its signals summed and its oldest alert's words", () => {
    const [newer, older, single] = [alert({ groupId: "g", groupSize: 2, signals: 3 }), alert({ groupId: "g", groupSize: 2, title: "First", signals: 4 }), alert()];
    const lines = foldGroups([newer, single, older]);
    expect(lines.map((line) => [line.id, line.alert.title, line.size, line.signals])).toEqual([["g", "First", 2, 7], [single.id, single.title, 1, 1]]);
  });

  it("are chosen from one to another, upwards or down, with what was chosen before", () => {
    const lines = [{ id: "a", size: 1 }, { id: "g", size: 3 }, { id: "b", size: 1 }, { id: "c", size: 1 }];
    expect([...chooseRange(new Map(), lines, "a", "b").keys()]).toEqual(["a", "g", "b"]);
    expect(chosenWords(chooseRange(new Map(), lines, "b", "a"))).toBe("1 group, 5 alerts");
    expect([...chooseRange(toggle(new Map(), "a", 1, false), lines, "b", "c").keys()]).toEqual(["a", "b", "c"]);
    expect(chooseRange(new Map(), lines, "gone", "c").size).toBe(0);
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

  it("asks the server for a view of the list, and for its counts, narrowed alike", () => {
    expect(alertsPath({ view: "held", service: "checkout" })).toBe("/api/v1/alerts?status=firing&isHeldBack=true&limit=100&serviceId=checkout");
    expect(alertCountsPath({ view: "held", service: "checkout" })).toBe("/api/v1/alerts/counts?serviceId=checkout");
    expect(alertCountsPath({})).toBe("/api/v1/alerts/counts");
  });
});
