import { describe, expect, it, onTestFinished } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { startProduct } from "../fakes/product.ts";
import type { UpdateView } from "../server/features/communications/contract.ts";
import { acceptedTwice } from "./outages.ts";
import { eventually, mailTo, minute, setStage, type Stage } from "./stage.ts";

const words = { conditions: "Most customers cannot pay.", actions: "We roll the last release back." };
const executives = ["hana@acme.example", "grete@acme.example"];
const legal = ["legal@acme.example", "finance@acme.example"];

interface Declared {
  id: string;
  ref: string;
}

async function declare({ api }: Stage, severity = "sev1"): Promise<Declared> {
  const body = { title: "Checkout times out", serviceIds: ["checkout"], severity, priority: "p2", page: false, commanderId: "grete" };
  return expectOk(await api.post<Declared>("/api/v1/incidents", body));
}

async function tell({ api }: Stage, ref: string, body: object = {}): Promise<UpdateView> {
  return expectOk(await api.post<UpdateView>(`/api/v1/incidents/${ref}/updates`, { ...words, audienceIds: ["executives", "legal-finance"], ...body }));
}

async function deliveriesOf({ api }: Stage, ref: string): Promise<UpdateView["deliveries"]> {
  return expectOk(await api.get<{ items: UpdateView[] }>(`/api/v1/incidents/${ref}/updates`)).items[0]?.deliveries ?? [];
}

describe("An update", () => {
  it("reaches each address once by mail, threaded, in the reader's own time, and says when the next comes", async () => {
    const stage = await setStage();
    const { id, ref } = await declare(stage);
    const sent = await tell(stage, ref);
    const hana = await mailTo(stage, "hana@acme.example", "Conditions");
    const lawyer = await mailTo(stage, "legal@acme.example", "Conditions");
    expect(hana.subject).toBe(`${ref} Sev 1 · P2: Checkout times out`);
    expect(hana.text).toContain("Next update by 23:00 (UTC+9).");
    expect(lawyer.text).toContain("The next update comes when something changes.");
    for (const mail of [hana, lawyer]) {
      expect(mail.text).toContain(`Conditions\n${words.conditions}`);
      expect(mail.html).toContain(words.actions);
      expect(mail.references).toContain(`<subject.${id}@127.0.0.1>`);
      expect(mail.messageId).toContain(sent.id);
      expect(mail.links).toEqual([`${stage.product.url}/incidents/${ref}`]);
    }
    await eventually(async () => (await deliveriesOf(stage, ref)).every(({ status }) => status === "sent"), "every mail is known to be sent");
    expect((await deliveriesOf(stage, ref)).map(({ address }) => address).sort()).toEqual([...executives, ...legal].sort());
    expect(await acceptedTwice(stage)).toEqual([]);
  });

  it("that was confirmed is not lost where the server dies in the midst of sending it", async () => {
    const stage = await setStage();
    const { ref } = await declare(stage, "sev3");
    await stage.mail.behave({ kind: "slow", milliseconds: 3_000 });
    await tell(stage, ref);
    await stage.mail.waitForEntry((entry) => entry.kind === "begun");
    await stage.product.kill9();
    await stage.mail.behave({ kind: "accept" });
    const again = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
    onTestFinished(async () => void (await again.stop()));
    for (const address of [...executives, ...legal]) await mailTo(stage, address, words.conditions, 25_000);
    await eventually(async () => (await deliveriesOf(stage, ref)).every(({ status }) => status === "sent"), "every mail is known to be sent");
    expect(new Set(stage.mail.messages().filter(({ text }) => text.includes(words.conditions)).map(({ messageId }) => messageId)).size).toBe(4);
  }, 90_000);

  it("waits for a mail server that is down, and shows why", async () => {
    const stage = await setStage();
    const { ref } = await declare(stage, "sev3");
    await stage.mail.behave({ kind: "refuse-connection" });
    await tell(stage, ref, { audienceIds: ["executives"] });
    const failed = await eventually(async () => (await deliveriesOf(stage, ref)).find(({ error }) => error !== null), "a failed attempt is shown", 20_000);
    expect(failed).toMatchObject({ status: "due", error: expect.stringMatching(/ECONNREFUSED|refused/) });
    await stage.mail.behave({ kind: "accept" });
    await stage.clock.advance(minute);
    await mailTo(stage, "hana@acme.example", words.conditions, 20_000);
  }, 60_000);
});

describe("Whoever the process notifies", () => {
  it("gets one mail with the reason, and none again when the class changes and changes back", async () => {
    const stage = await setStage();
    const { ref } = await declare(stage, "sev2");
    expect((await mailTo(stage, "grete@acme.example", ref)).text).toContain("You are told because you manage the team Payments.");
    const dana = await mailTo(stage, "dana@acme.example", ref);
    expect(dana.text).toContain("Grete Lund commands.");
    for (const severity of ["sev3", "sev2"]) expectOk(await stage.api.post(`/api/v1/incidents/${ref}/classify`, { severity, priority: "p2", reason: "We know more." }));
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/classify`, { severity: "sev1", priority: "p2", reason: "It is worse." }));
    await mailTo(stage, "hana@acme.example", "team Engineering leadership");
    expect(stage.mail.messages().filter(({ to, subject }) => to.includes("dana@acme.example") && subject.startsWith(ref))).toHaveLength(1);
  });
});
