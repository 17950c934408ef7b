import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { openDatabase } from "../server/platform/database/database.ts";
import { createNode } from "../server/start/node.ts";
import { createSmtpMessenger } from "../server/connectors/smtp/smtp.ts";
import { startMailServer } from "../fakes/mail-server/index.ts";

describe("first path", () => {
  it("pages", async () => {
    const { url, clock } = await makeTestDatabase();
    const mail = await startMailServer();
    const plain = openDatabase({ url });
    await plain.transaction(async (tx) => {
      await tx.run("insert into person (id, name, email, timezone, place) values ('amara','Amara Okafor','amara@acme.example','Africa/Lagos',0), ('ben','Ben Sato','ben@acme.example','Asia/Tokyo',1)");
      await tx.run("insert into schedule (id, timezone, place) values ('web','Europe/Berlin',0)");
      await tx.run(`insert into schedule_layer (schedule_id, place, starts, turn, people) values ('web', 0, '2020-01-06T09:00', '1w', '["amara"]')`);
      await tx.run("insert into escalation_policy (id, repeat, place) values ('web', 0, 0)");
      await tx.run("insert into escalation_step (policy_id, place, targets, wait) values ('web', 0, '{schedule/web}', '5m'), ('web', 1, '{person/ben}', '5m')");
      await tx.run("insert into service (id, name, tier, escalation_policy_id, place) values ('storefront', 'Storefront', 1, 'web', 0)");
      await tx.run("insert into source (id, kind, key_hash, service_label, service_default, place) values ('prom', 'alertmanager', $1, 'service', 'storefront', 0)", [createHash("sha256").update("secret-key").digest()]);
      await tx.run("insert into route (place, condition, urgency) values (0, 'severity == \"critical\"', 'high'), (1, null, 'low')");
    });
    const node = createNode({ databaseUrl: url, publicUrl: "http://127.0.0.1:4600", secret: "s".repeat(32), messengers: { mail: createSmtpMessenger({ url: mail.url, from: "muster@acme.example", publicUrl: "http://127.0.0.1:4600" }) }, log: (problem, error) => console.log(problem, error) });
    node.start();
    const accepted = await node.intake.accept({ sourceId: "prom", key: "secret-key", contentType: "application/json", size: 100, payload: { version: "4", alerts: [{ status: "firing", labels: { alertname: "HighLatency", severity: "critical", service: "storefront" }, annotations: { summary: "p99 high" }, startsAt: "2026-11-21T09:00:00Z" }] } });
    console.log(accepted);
    const message = await mail.waitFor((one) => one.to.includes("amara@acme.example"));
    console.log(message.subject, message.text, message.messageId, message.references);
    await clock.advance(5 * 60_000 + 1000);
    const second = await mail.waitFor((one) => one.to.includes("ben@acme.example"));
    console.log(second.subject);
    console.log(await plain.transaction((tx) => tx.rows("select code, outcome, details from decision order by at, id")));
    expect(second.references).toEqual(message.references);
    await node.stop();
    await plain.close();
    await mail.close();
  });
});
