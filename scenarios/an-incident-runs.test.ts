import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import type { IncidentDetail, IncidentView } from "../server/features/incidents/contract.ts";
import type { EntryView } from "../server/features/incidents/timeline.contract.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, pagesOf, phoneLinkOf, press, setStage, signIn, type Stage } from "./stage.ts";

const critical = { severity: "critical" };

/** What a page asks; a mail that only tells of an incident does not. */
const asks = "I have it, or I can't";

async function incident({ api }: Stage, ref = "INC-1"): Promise<IncidentDetail> {
  return expectOk(await api.get<IncidentDetail>(`/api/v1/incidents/${ref}`));
}

async function lines({ api }: Stage, ref = "INC-1"): Promise<string[]> {
  const { items } = expectOk(await api.get<{ items: EntryView[] }>(`/api/v1/incidents/${ref}/timeline?order=oldest`));
  return items.map(({ bold, rest, text }) => [bold, rest, text].filter(Boolean).join(" "));
}

describe("An alert declares an incident", () => {
  it("which whoever is paged first commands, until somebody has it", async () => {
    const stage = await setStage();
    await alertArrives(stage, critical);
    const mail = await mailTo(stage, "amara@acme.example", asks);
    expect(mail.subject).toBe("INC-1 Sev 2: HighLatency on storefront (Storefront)");
    expect(await incident(stage)).toMatchObject({ status: "open", phase: "respond", severity: { name: "Sev 2" }, priority: { name: "P2" }, commander: { name: "Amara Okafor", isProvisional: true } });
    expect(await press(phoneLinkOf(mail), "have")).toContain("You have it");
    const taken = await incident(stage);
    expect(taken).toMatchObject({ commander: { name: "Amara Okafor", isProvisional: false }, acknowledgedAt: expect.any(String) });
    expect((await alertNamed(stage, "HighLatency")).status).toBe("acknowledged");
  });

  it("and whoever is on call to command is asked to take it over, and holds it on accepting only", async () => {
    const stage = await setStage();
    await alertArrives(stage, critical);
    const asked = await mailTo(stage, "grete@acme.example", asks);
    expect(asked.text).toContain("You are asked to take Incident commander over");
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example", asks)), "have");
    expect((await incident(stage)).commander.name).toBe("Amara Okafor");
    await press(phoneLinkOf(asked), "have");
    expect((await incident(stage)).commander).toMatchObject({ name: "Grete Lund", isProvisional: false });
  });

  it("which the next alert of the service joins, waking nobody twice", async () => {
    const stage = await setStage();
    await alertArrives(stage, { ...critical, alertname: "HighLatency" });
    await mailTo(stage, "amara@acme.example", asks);
    await alertArrives(stage, { ...critical, alertname: "ManyErrors" });
    const { items } = expectOk(await stage.api.get<{ items: IncidentView[] }>("/api/v1/incidents"));
    expect(items.map(({ ref }) => ref)).toEqual(["INC-1"]);
    expect((await incident(stage)).groups.map(({ title }) => title)).toEqual(["HighLatency on storefront", "ManyErrors on storefront"]);
    expect(new Set((await pagesOf(stage, "amara")).map(({ channel }) => channel)).size).toBe((await pagesOf(stage, "amara")).length);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example", asks)), "have");
    expect((await alertNamed(stage, "ManyErrors")).status).toBe("acknowledged");
  });

  it("which goes on when its alerts end, until a person resolves it", async () => {
    const stage = await setStage();
    await alertArrives(stage, critical);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example", asks)), "have");
    await alertArrives(stage, critical, "resolved");
    expect((await incident(stage)).status).toBe("open");
    expect(await lines(stage)).toContain("All alerts have ended. Is it over? Resolve it, or go on.");
    expectOk(await stage.api.post("/api/v1/incidents/1/resolve"));
    // Sev 2 × P2 asks for no retrospective, so nothing is left to do.
    expect(await incident(stage)).toMatchObject({ status: "closed", resolvedAt: expect.any(String) });
  });

  it("and a search that nobody answers goes on to the policy's end for the incident, too", async () => {
    const stage = await setStage();
    await alertArrives(stage, critical);
    await mailTo(stage, "amara@acme.example", asks);
    await stage.clock.advance(5 * minute);
    await mailTo(stage, "ben@acme.example", asks);
    await stage.clock.advance(5 * minute);
    await eventually(async () => (await pagesOf(stage, "grete")).find((page) => page.step === 2 && page.status === "sent"), "Grete by the policy's third step");
  });
});

describe("Somebody declares an incident", () => {
  it("commands it, and the policies of the services are paged unless they untick them", async () => {
    const stage = await setStage();
    const chidi = await signIn(stage, "chidi", "responder");
    expectOk(await chidi.post("/api/v1/incidents", { title: "Baskets are lost", serviceIds: ["checkout", "storefront"], notPaged: ["storefront"], severity: "sev1", priority: "p1" }));
    expect((await incident(stage)).commander).toMatchObject({ name: "Chidi Novak", isProvisional: false });
    await mailTo(stage, "elif@acme.example", "Baskets are lost");
    expect(await pagesOf(stage, "amara")).toEqual([]);
    await mailTo(stage, "grete@acme.example", "Baskets are lost");
  });

  it("takes an alert's search along where it stands, and gives it back when the alert does not belong", async () => {
    const stage = await setStage();
    await alertArrives(stage, { severity: "high" });
    const link = phoneLinkOf(await mailTo(stage, "amara@acme.example", asks));
    const { groupId } = await alertNamed(stage, "HighLatency");
    expectOk(await stage.api.post("/api/v1/incidents", { title: "Slow shop", groupIds: [groupId] }));
    expect((await pagesOf(stage, "amara")).filter(({ status }) => status === "sent")).toHaveLength(1);
    expect(await press(link, "have")).toContain("You have it");
    expect(await incident(stage)).toMatchObject({ acknowledgedAt: expect.any(String), groups: [{ groupId }] });
    expectOk(await stage.api.del(`/api/v1/incidents/1/groups/${groupId}`));
    expect((await incident(stage)).groups).toEqual([]);
  });

  it("hands command over: of two successors at once one gets it, the other hears who", async () => {
    const stage = await setStage();
    const chidi = await signIn(stage, "chidi", "responder");
    const ref = expectOk(await chidi.post<IncidentView>("/api/v1/incidents", { title: "Ledger is full" })).ref;
    const offers = await Promise.all(["grete", "farid"].map((toPersonId) => chidi.post<IncidentView>(`/api/v1/incidents/${ref}/handovers`, { role: "incident-commander", toPersonId, brief: "The pool is full; Dana widens it." })));
    expect(offers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [winner] = (await incident(stage)).handovers;
    const refused = offers.find(({ isOk }) => !isOk);
    expect(refused?.body).toMatchObject({ code: "incident.handover-offered", detail: expect.stringContaining(winner?.to.name ?? "nobody") });
    const successor = await signIn(stage, winner?.to.id ?? "", "responder");
    expectOk(await successor.post(`/api/v1/incidents/${ref}/handovers/${winner?.id}/accept`));
    expect((await incident(stage)).commander.name).toBe(winner?.to.name);
  });

  it("merges two that are one: alerts, searches and services go along, and the other says where", async () => {
    const stage = await setStage();
    await alertArrives(stage, critical);
    const link = phoneLinkOf(await mailTo(stage, "amara@acme.example", asks));
    expectOk(await stage.api.post("/api/v1/incidents", { title: "Checkout, too", serviceIds: ["checkout"], page: false }));
    expectOk(await stage.api.post("/api/v1/incidents/INC-1/merge", { into: "INC-2" }));
    expect(await incident(stage, "INC-1")).toMatchObject({ status: "merged", mergedInto: "INC-2", groups: [] });
    expect(await incident(stage, "INC-2")).toMatchObject({ services: [{ id: "checkout" }, { id: "storefront" }], groups: [{ title: "HighLatency on storefront" }] });
    expect(await press(link, "have")).toContain("You have it");
    expect((await incident(stage, "INC-2")).acknowledgedAt).not.toBeNull();
    const itself = await stage.api.post("/api/v1/incidents/INC-2/merge", { into: "INC-2" });
    expect(itself.body).toMatchObject({ code: "incident.merge-into-itself" });
  });
});

describe("What is written", () => {
  it("may be late and out of order, never in the future, and shows when it was really recorded", async () => {
    const stage = await setStage();
    expectOk(await stage.api.post("/api/v1/incidents", { title: "Late", at: "2026-11-19T13:00:00Z" }));
    for (const [text, at] of [["second", "2026-11-19T13:20:00Z"], ["first", "2026-11-19T14:10:00+01:00"]]) expectOk(await stage.api.post("/api/v1/incidents/1/notes", { text, at }));
    expect((await lines(stage)).slice(-2)).toEqual(["first", "second"]);
    const future = await stage.api.post("/api/v1/incidents/1/notes", { text: "tomorrow", at: "2036-01-01T00:00:00Z" });
    expect([future.status, future.body]).toMatchObject([422, { errors: [{ path: "at" }] }]);
    expect(await lines(stage)).toHaveLength(3);
  });

  it("can be taken out for good, leaving who took it out", async () => {
    const stage = await setStage();
    expectOk(await stage.api.post("/api/v1/incidents", { title: "Secret" }));
    const { entry } = expectOk(await stage.api.post<{ entry: number }>("/api/v1/incidents/1/notes", { text: "the password is hunter2" }));
    expectOk(await stage.api.post(`/api/v1/incidents/1/entries/${entry}/redact`));
    const { items } = expectOk(await stage.api.get<{ items: EntryView[] }>("/api/v1/incidents/1/timeline"));
    expect(items.find((item) => item.entry === entry)).toMatchObject({ text: null, redacted: { at: expect.any(String) } });
    expect(JSON.stringify(items)).not.toContain("hunter2");
  });

  it("is refused whole where it is a megabyte or not text, and kept where it is hostile", async () => {
    const stage = await setStage();
    expectOk(await stage.api.post("/api/v1/incidents", { title: "<script>alert(1)</script>" }));
    expect((await stage.api.post("/api/v1/incidents/1/notes", { text: "x".repeat(1_100_000) })).status).toBe(413);
    expect((await stage.api.post("/api/v1/incidents/1/notes", { text: "x".repeat(200_000) })).body).toMatchObject({ errors: [{ path: "text" }] });
    expect((await stage.api.post("/api/v1/incidents/1/notes", { text: "a\u0000b" })).status).toBe(400);
    const hostile = "<img src=x onerror=alert(1)> \u202Eevil {{ref}} ${x} 💥";
    expectOk(await stage.api.post("/api/v1/incidents/1/notes", { text: hostile }));
    expect((await lines(stage)).at(-1)).toBe(hostile);
  });
});
