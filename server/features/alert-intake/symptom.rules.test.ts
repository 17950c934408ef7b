import { describe, expect, it } from "vitest";
import { findTrouble, isConsequence, upstreamsOf } from "./symptom.rules.ts";
import type { Alert } from "./fold.rules.ts";

const alert = (title: string, serviceId: string | null = "shop") => ({ title, labels: {}, serviceId }) as Alert;
const upstreams = upstreamsOf(new Map([["shop", ["checkout"]], ["checkout", ["ledger"]], ["ledger", ["shop"]], ["search", []]]));

describe("an alert", () => {
  it.each(["HighLatency", "p99 above 2 s", "5xx of Checkout", "Storefront is down", "Requests time out", "Probe failed", "Error rate"])("“%s” may be the consequence of something upstream", (title) => {
    expect(isConsequence(alert(title))).toBe(true);
  });

  it.each(["Disk of db-1 is full", "DiskWillFillIn4Hours: writes fail", "Certificate expires, requests will fail", "Out of memory", "CPU throttled, slow", "Backup failed", "Login from a new country", "Something odd", "CrashLooping"])("“%s” is of another nature", (title) => {
    expect(isConsequence(alert(title))).toBe(false);
  });

  it("is a symptom of an incident on what its service depends on, also through others and in a circle", () => {
    expect(findTrouble(alert("Slow"), upstreams, [{ incidentId: "i", serviceId: "ledger" }])).toEqual({ incidentId: "i", serviceId: "ledger" });
    expect(findTrouble(alert("Slow", "search"), upstreams, [{ incidentId: "i", serviceId: "ledger" }])).toBeNull();
    expect(findTrouble(alert("Slow", null), upstreams, [{ incidentId: "i", serviceId: "ledger" }])).toBeNull();
    expect(upstreams.get("shop")).toEqual(new Set(["checkout", "ledger"]));
  });

  it("is none where its own service has an incident", () => {
    expect(findTrouble(alert("Slow"), upstreams, [{ incidentId: "i", serviceId: "ledger" }, { incidentId: "own", serviceId: "shop" }])).toBeNull();
  });
});
