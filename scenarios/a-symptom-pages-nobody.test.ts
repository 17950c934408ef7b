import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import type { IncidentDetail } from "../server/features/incidents/contract.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, setStage, type Stage } from "./stage.ts";

async function checkoutFails({ api }: Stage): Promise<string> {
  return expectOk(await api.post<{ ref: string }>("/api/v1/incidents", { title: "Payments fail", serviceIds: ["checkout"], page: false, commanderId: "grete" })).ref;
}

const room = async ({ api }: Stage, ref: string) => expectOk(await api.get<IncidentDetail>(`/api/v1/incidents/${ref}`));
const mailsAbout = ({ mail }: Stage, words: string) => mail.messages().filter(({ subject }) => subject.includes(words)).length;
const holdWords = async (stage: Stage, name: string) => (await alertNamed(stage, name)).trace.findLast(({ code }) => code.startsWith("hold."))?.sentence.bold;

describe("While a service has an open incident", () => {
  it("what fires on its dependents attaches as a symptom, said in its trace and shown in the room; what is of another nature pages", async () => {
    const stage = await setStage();
    const ref = await checkoutFails(stage);
    await alertArrives(stage);
    await alertArrives(stage, { alertname: "DiskIsFull" });
    await mailTo(stage, "amara@acme.example", "DiskIsFull");
    expect(await holdWords(stage, "HighLatency")).toBe("Held back: a symptom");
    expect((await room(stage, ref)).symptoms).toMatchObject([{ title: "HighLatency on storefront", serviceName: "Storefront" }]);
    expect(mailsAbout(stage, "HighLatency")).toBe(0);
  });

  it("and it pages within a minute of its end if it still fires, and not if it ended with it", async () => {
    const stage = await setStage();
    const ref = await checkoutFails(stage);
    await alertArrives(stage);
    await alertArrives(stage, { alertname: "ErrorRate" });
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/resolve`));
    await alertArrives(stage, { alertname: "ErrorRate" }, "resolved");
    await stage.clock.advance(minute / 2 + 1_000);
    await mailTo(stage, "amara@acme.example", "HighLatency");
    expect(mailsAbout(stage, "ErrorRate")).toBe(0);
    expect((await room(stage, ref)).symptoms).toEqual([]);
  });

  it("somebody who wants to be paged all the same is", async () => {
    const stage = await setStage();
    const ref = await checkoutFails(stage);
    await alertArrives(stage);
    const [symptom] = (await room(stage, ref)).symptoms;
    expect((await stage.api.post(`/api/v1/alerts/${symptom?.alertId ?? ""}/release`)).status).toBe(204);
    await mailTo(stage, "amara@acme.example", "HighLatency");
    await eventually(async () => (await room(stage, ref)).symptoms.length === 0, "it is no symptom any more");
  });

  it("a service whose alerts are to page all the same says so in its configuration", async () => {
    const stage = await setStage();
    expectOk(await stage.api.put("/api/v1/config", "muster: 1\nservices:\n  storefront: { name: Storefront, team: web, tier: 1, dependsOn: [checkout], escalationPolicy: web, whenUpstreamFails: page }\n  checkout: { name: Checkout, team: payments, tier: 1, escalationPolicy: payments }\n  ledger: { name: Ledger, team: payments, tier: 1, escalationPolicy: payments }\n  search: { name: Search, team: web, tier: 2, escalationPolicy: web }\n", { contentType: "application/yaml" }));
    await checkoutFails(stage);
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example", "HighLatency");
  });
});
