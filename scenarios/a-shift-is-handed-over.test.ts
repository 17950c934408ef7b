import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import type { OwnHandOverView } from "../server/features/on-call/hand-over.contract.ts";
import type { MyShiftsView } from "../server/features/on-call/my-shifts.contract.ts";
import { acme, alertArrives, alertNamed, eventually, mailTo, minute, setStage, signIn, thursday } from "./stage.ts";

const hour = 60 * minute;
const at = (milliseconds: number) => new Date(thursday + milliseconds).toISOString();
const links = `web-primary:
    readiness: { links: [{ name: VPN, url: "https://vpn.acme.example" }], rules: "https://wiki.acme.example/engagement" }
`;

describe("A shift is handed over", () => {
  it("with what happened in it and what is open: pages, alerts that fire or are snoozed, incidents, silences that end soon", async () => {
    const stage = await setStage();
    const { api } = stage;
    const amara = await signIn(stage, "amara", "responder");
    const facts = async () => expectOk(await amara.get<{ items: OwnHandOverView[] }>("/api/v1/me/hand-overs")).items.find(({ scheduleId }) => scheduleId === "web-primary")?.facts ?? [];
    expect(await facts()).toEqual([]);
    await alertArrives(stage);
    await alertArrives(stage, { alertname: "DiskFull" });
    await alertArrives(stage, { alertname: "PayoutsLate", service: "checkout", severity: "high" });
    await mailTo(stage, "amara@acme.example", "HighLatency");
    await eventually(async () => (await facts()).length >= 3, "the alerts of her services");
    expectOk(await api.post(`/api/v1/alerts/${(await alertNamed(stage, "DiskFull")).id}/snooze`, { until: at(4 * hour) }));
    expectOk(await api.post("/api/v1/incidents", { title: "Baskets are lost", severity: "sev1", priority: "p2", serviceIds: ["storefront"] }));
    expectOk(await api.post("/api/v1/silences", { matchers: [{ name: "alertname", value: "Patched" }], reason: "Patch night", startsAt: at(0), endsAt: at(30 * hour) }));
    expectOk(await api.post("/api/v1/silences", { matchers: [{ name: "alertname", value: "Long" }], reason: "Next year", startsAt: at(0), endsAt: at(300 * hour) }));
    const found = await eventually(async () => ((await facts()).some(({ kind }) => kind === "snoozed") ? facts() : null), "the snoozed alert");
    const words = found.map(({ words: said }) => said);
    expect(words).toContainEqual(expect.stringMatching(/^Paged for .* in this shift, 0 taken\.$/));
    expect(words).toContainEqual(expect.stringMatching(/^INC-1, .*, open: Baskets are lost$/));
    expect(words).toContain("Firing: HighLatency on storefront (Storefront)");
    expect(words).toContain("Snoozed: DiskFull on storefront (Storefront), until");
    expect(words).toContain("The silence “Patch night” ends");
    expect(words.filter((said) => /Next year|PayoutsLate/.test(said))).toEqual([]);
    expect(found.find(({ kind }) => kind === "snoozed")?.at).toMatch(/^2026-11-19T17:/);
    expect(found.find(({ kind }) => kind === "silence")?.at).toBe(at(30 * hour));
  });

  it("and what the schedule asks of whoever begins one comes from the file and goes back into it", async () => {
    const { api, ...stage } = await setStage({ configuration: acme.replace("web-primary:\n", links) });
    const ben = await signIn({ api, ...stage }, "ben", "responder");
    const { items } = expectOk(await ben.get<MyShiftsView>("/api/v1/me/shifts"));
    const next = items.find(({ scheduleId }) => scheduleId === "web-primary");
    expect(next?.services.map(({ name }) => name)).toContain("Storefront");
    expect(next?.beside).toMatchObject([{ name: "Amara Okafor", scheduleName: "Web secondary", step: 2 }]);
    const { checks } = expectOk(await ben.get<{ checks: { id: string; links: { name: string; url: string }[] }[] }>(`/api/v1/me/readiness?schedule=web-primary&from=${next?.from ?? ""}`));
    expect(checks.flatMap((check) => check.links.map(({ url }) => url))).toEqual(["https://vpn.acme.example", "https://wiki.acme.example/engagement"]);
    expect(JSON.stringify(expectOk(await api.get("/api/v1/config")))).toContain("https://vpn.acme.example");
    expectOk(await api.put("/api/v1/config", acme, { contentType: "application/yaml" }));
    const after = expectOk(await ben.get<{ checks: { id: string }[] }>(`/api/v1/me/readiness?schedule=web-primary&from=${next?.from ?? ""}`));
    expect(after.checks.map(({ id }) => id)).toEqual(["contacts", "proof", "after"]);
  });
});
