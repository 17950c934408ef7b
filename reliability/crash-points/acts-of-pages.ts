import { expectOk } from "../../fakes/client.ts";
import { eventually, minute, phoneLinkOf } from "../../scenarios/stage.ts";
import { hour, mailed, reachedBy, type Act } from "./act.ts";
import { patience } from "./patient-client.ts";
import type { Theatre } from "./theatre.ts";

/** The way of a page. */
export const aPage: Act = {
  name: "somebody is paged, cannot, and the next has it",
  async play(stage) {
    await stage.alert({ alertname: "HighLatency" });
    await stage.press(phoneLinkOf(await mailed(stage, "amara", "HighLatency")), "cannot");
    await stage.press(phoneLinkOf(await mailed(stage, "ben", "HighLatency")), "have");
    await stage.alert({ alertname: "HighLatency" }, "resolved");
  },
};

export const steps: Act = {
  name: "a group waits for others, grows, and goes from step to step; whoever has it is asked whether they still do",
  async play(stage) {
    await stage.alert({ alertname: "DiskFills", severity: "low" });
    await stage.jump(31_000);
    await mailed(stage, "amara", "DiskFills");
    for (const instance of ["two", "three"]) await stage.alert({ alertname: "DiskFills", severity: "low", instance });
    await stage.jump(5 * minute);
    await stage.press(phoneLinkOf(await mailed(stage, "ben", "DiskFills")), "have");
    await stage.jump(30 * minute);
    await mailed(stage, "ben", "Still on it?");
    await stage.jump(5 * minute);
    await mailed(stage, "grete", "DiskFills");
    for (const instance of ["", "two", "three"]) await stage.alert({ alertname: "DiskFills", severity: "low", ...(instance && { instance }) }, "resolved");
  },
};

async function sent({ rows }: Theatre, words: string, condition: string): Promise<void> {
  await eventually(async () => (await rows(`select from page where status = 'sent' and ${condition}`)).length > 0, words, patience);
}

export const channels: Act = {
  name: "a page goes by every channel, is not confirmed, and is answered by text",
  configuration: ({ ntfy, receiver }) =>
    reachedBy("cell", "ring", "topic", "hook", "browser").replace(`      ring: {`, `      topic: { ntfy: "${ntfy.url}/amara" }\n      hook: { webhook: "${receiver.url}/amara" }\n      browser: { webhook: "${receiver.url}/browser" }\n      ring: {`),
  people: { amara: "responder" },
  async play(stage, as) {
    const amara = as("amara");
    const { publicKey } = expectOk(await amara.get<{ publicKey: string }>("/api/v1/push-key"));
    // Only browsers of pages by HTTPS subscribe, and only to services by HTTPS: this one stands on the loopback.
    await stage.rows(`update contact set channel = 'push', address = '${JSON.stringify(stage.push.subscribe(publicKey).subscription)}' where person_id = 'amara' and id = 'browser'`);
    expectOk(await amara.post("/api/v1/people/amara/contacts/cell/test"));
    await eventually(async () => stage.gateway.kept().some(({ messageKey }) => messageKey.startsWith("proof.")), "the test is sent", patience);
    await stage.alert({ alertname: "HighLatency" });
    for (const channel of ["sms", "voice", "ntfy", "webhook", "push"]) await sent(stage, `a page by ${channel}`, `channel = '${channel}'`);
    await stage.jump(61_000);
    await eventually(async () => (await stage.rows("select from page where channel = 'sms' and receipt = 'missing'")).length > 0, "nobody knows whether it arrived", patience);
    const code = stage.gateway.kept().find(({ messageKey, channel }) => channel === "sms" && messageKey.startsWith("page."))?.replyCode ?? "";
    const answered = () => stage.gateway.callBack(`${stage.product.url}/callbacks/gateway/replies`, { channel: "sms", from: "+4915550101", text: `1 ${code}` }, "the-same").then((answer) => answer.ok, () => false);
    await eventually(answered, "the answer is taken", patience);
    await eventually(async () => (await stage.rows("select from page where status = 'answered'")).length > 0, "it is answered", patience);
    await stage.alert({ alertname: "HighLatency" }, "resolved");
  },
};

export const bundle: Act = {
  name: "many pages for one person become one message, which is answered as a whole",
  async play(stage) {
    for (const alertname of ["One", "Two"]) {
      await stage.alert({ alertname });
      await mailed(stage, "amara", alertname);
    }
    for (const alertname of ["Three", "Four"]) await stage.alert({ alertname });
    await stage.jump(61_000);
    const bundled = await eventually(async () => stage.mail.messages().find(({ headers }) => (headers["x-muster-tells-of"] ?? "") !== ""), "one message tells of two", patience);
    await stage.settled();
    const link = bundled.links.find((address) => address.includes("/b/"));
    await stage.press(link ?? "", "have");
    await eventually(async () => (await stage.rows("select from page where status = 'answered' and answer = 'have'")).length >= 2, "both are answered", patience);
  },
};

export const anIncident: Act = {
  name: "an incident calls people, tells others, asks an expert by itself, and an update goes out",
  async play(stage) {
    const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Nobody can pay", severity: "sev0", priority: "p1", serviceIds: ["checkout"] }));
    await stage.press(phoneLinkOf(await mailed(stage, "elif", "Nobody can pay")), "have");
    await mailed(stage, "hana", ref);
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/updates`, { conditions: "Nobody can pay.", actions: "We roll back.", audienceIds: ["legal-finance"] }));
    for (const address of ["legal", "finance"]) await mailed(stage, address, "We roll back.");
    await stage.jump(hour + minute);
    await mailed(stage, "dana", "You are asked as an expert");
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/resolve`, {}));
  },
};
