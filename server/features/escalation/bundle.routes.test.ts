import { expect, it } from "vitest";
import type { Tx } from "../../platform/database/database.ts";
import type { SendHandler } from "../../platform/due-work/due-work.ts";
import { Sender } from "../../platform/due-work/sender.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { groupDecider } from "../alert-intake/index.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import { muster } from "../../values/actor.ts";
import { deliverHandlers, reactToPages, type Message, type Messenger } from "../paging/index.ts";
import { bundleRoutes, hearGroups, hearPages, phoneRoutes, reactToEscalations } from "./index.ts";

const sent: Message[] = [];
const mail: Messenger = {
  channel: "mail",
  async send(message) {
    sent.push(message);
    return { isAccepted: true, providerId: message.messageKey };
  },
};
const context = { listeners: { group: [hearGroups], escalation: [reactToEscalations], page: [reactToPages, hearPages] }, messengers: { mail }, links: { publicUrl: "http://127.0.0.1", secret: "a secret for tests" } };
const { call, database } = await openTestApp((app, tools) => [phoneRoutes, bundleRoutes].forEach((routes) => routes(app, tools)), { context });
const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transaction(work);

await act(async (tx) => {
  await tx.run("insert into organization values (true, 'Acme', 'Europe/Berlin', '{mon,tue,wed,thu,fri}', '09:00', '18:00')");
  await tx.run("insert into person (id, name, email, place) values ('amara', 'Amara', 'amara@acme.example', 1), ('ben', 'Ben', 'ben@acme.example', 2)");
  await tx.run("insert into escalation_policy (id, repeat, place) values ('web', 0, 1)");
  await tx.run("insert into escalation_step (policy_id, place, targets, wait) values ('web', 1, '{person/amara}', '5m'), ('web', 2, '{person/ben}', '5m')");
  await tx.run("insert into escalation_policy (id, repeat, place) values ('alone', 1, 2)");
  await tx.run("insert into escalation_step (policy_id, place, targets, wait) values ('alone', 1, '{person/ben}', '5m')");
  await tx.run("insert into service (id, name, escalation_policy_id, place) values ('shop', 'Shop', 'web', 1), ('mill', 'Mill', 'alone', 2)");
});

async function fire(title: string, serviceId = "shop"): Promise<string> {
  const id = newId();
  await act(async (tx) => {
    await tx.run("insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at) values ($1::uuid, $1::text, $3, 'high', $2, 'open', muster_now(), muster_now())", [id, title, serviceId]);
    await tx.run(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
       values ($1, $1, 'tool', 'key', 1, true, 'firing', $2, 'critical', '{}', '[]', $3, $1, 'high', 1, muster_now(), muster_now(), $1, $1)`,
      [id, title, serviceId],
    );
    await executeMany(tx, groupDecider, [{ streamId: `group/${id}`, commandId: newId(), actor: muster, command: { kind: "open", serviceId, urgency: "high", alertIds: [id] } }]);
  });
  return id;
}

async function send(): Promise<void> {
  const log = (problem: string, error: unknown) => {
    throw new Error(problem, { cause: error });
  };
  const sender = new Sender(deliverHandlers[0] as SendHandler, { database: () => database, node: newId(), log, wake: () => undefined });
  await sender.claim();
  await sender.stop();
}

const visit = (method: "GET" | "POST", link: string, body?: object) => call<string>(`${method} ${new URL(link).pathname}`, body === undefined ? {} : { body });

it("A message that told of several pages is answered for all of them by one press; opening its link changes nothing", async () => {
  const groups = [await fire("Nobody can pay"), await fire("<b>Disk</b> fills")];
  await send();
  expect(sent.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^2 pages: Critical: /)]);
  const link = sent[0]?.link ?? "";
  const shown = await visit("GET", link);
  expect(shown.body).toContain("2 pages wait for you");
  expect(shown.body).toContain("Critical: &lt;b&gt;Disk&lt;/b&gt; fills");
  expect(shown.body).toContain("Shop · If nobody answers, Ben is paged in");
  expect(await act((tx) => tx.rows("select from page where answer is not null"))).toEqual([]);
  await visit("POST", link, { answer: "have" });
  expect((await visit("GET", link)).body).toContain("You have them all");
  expect(await act((tx) => tx.rows("select status from escalation where subject_id = any($1::uuid[])", [groups]))).toEqual([{ status: "acknowledged" }, { status: "acknowledged" }]);
});

it("A link that was not made here serves nothing", async () => {
  const answer = await visit("GET", `http://127.0.0.1/b/${"0".repeat(32)}${"A".repeat(32)}`);
  expect([answer.status, answer.body.includes("This link serves no page.")]).toEqual([404, true]);
});

it("Whoever is the only one left reads that they are paged again, not their own name", async () => {
  await fire("The mill stands still", "mill");
  await send();
  const shown = await visit("GET", sent.at(-1)?.link ?? "");
  expect(shown.body).toMatch(/If nobody answers, you are paged again in \d+ (s|min)/);
});
