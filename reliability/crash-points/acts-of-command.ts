import { expectOk } from "../../fakes/client.ts";
import { eventually, minute } from "../../scenarios/stage.ts";
import { byMail, day, hour, iso, mailed, type Act } from "./act.ts";
import { patience } from "./patient-client.ts";

export const command: Act = {
  name: "a class is proposed as time goes by, a decision is looked at again, news that is overdue passes to a deputy, and command is handed over as agreed",
  configuration: () => byMail.replace('"impact.usersAffected >= 0.1"', `"acknowledgedFor >= duration('10m')"`),
  people: { grete: "manager" },
  async play(stage, as) {
    const grete = as("grete");
    const { ref } = expectOk(await grete.post<{ ref: string }>("/api/v1/incidents", { title: "Search finds nothing", severity: "sev1", priority: "p1", page: false }));
    const path = `/api/v1/incidents/${ref}`;
    expectOk(await grete.post(`${path}/decisions`, { text: "Serve yesterday's index", lookAgainIn: "20m" }));
    expectOk(await grete.put(`${path}/roles/incident-commander/deputy`, { personId: "ben" }));
    expectOk(await grete.post(`${path}/handover-plans`, { role: "incident-commander", toPersonId: "chidi", at: iso(3 * hour) }));
    await stage.jump(11 * minute);
    await eventually(async () => (await stage.rows("select from event_log where type = 'class proposed'")).length === 1, "a severity is proposed", patience);
    await stage.jump(10 * minute);
    await mailed(stage, "grete", "look again at");
    await stage.jump(20 * minute);
    await mailed(stage, "ben", "you may give the update to");
    await stage.jump(2 * hour);
    await mailed(stage, "chidi", ref);
    expectOk(await grete.post(`${path}/resolve`, {}));
  },
};

export const beside: Act = {
  name: "somebody who learns gets a copy of a page",
  async play(stage) {
    expectOk(await stage.api.post("/api/v1/schedules/web-primary/shadows", { personId: "dana", from: iso(-day), to: iso(7 * day) }));
    await stage.alert({ alertname: "HighLatency" });
    await mailed(stage, "amara", "HighLatency");
    await mailed(stage, "dana", "Copy: ");
  },
};
