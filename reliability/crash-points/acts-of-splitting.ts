import { randomUUID } from "node:crypto";
import { client, expectOk } from "../../fakes/client.ts";
import { eventually, phoneLinkOf } from "../../scenarios/stage.ts";
import { mailed, type Act } from "./act.ts";
import { patience } from "./patient-client.ts";
import type { Theatre } from "./theatre.ts";

/** What stands of a split at one moment. */
const partsOfSplit = `select (select count(*) from incident)::int as incidents,
  (select count(*) from event_log where type = 'incident split')::int as from_there,
  (select count(*) from event_log where type = 'incident related')::int as to_there,
  (select count(*) from alert_group where incident_id = (select id from incident order by number desc limit 1))::int as alerts`;

const standingOfSplit: Readonly<Record<string, string>> = {
  [JSON.stringify({ incidents: 1, from_there: 0, to_there: 0, alerts: 1 })]: "nothing",
  [JSON.stringify({ incidents: 2, from_there: 1, to_there: 1, alerts: 1 })]: "whole",
};

async function standingOf({ rows }: Theatre): Promise<string> {
  const [parts] = await rows(partsOfSplit);
  const standing = standingOfSplit[JSON.stringify(parts)];
  if (standing === undefined) throw new Error(`It is split by half: ${JSON.stringify(parts)}`);
  return standing;
}

export const aSplit: Act = {
  name: "some of an incident goes on in one of its own, wholly or not at all and once, and whoever commands that is paged",
  async play(stage) {
    await stage.alert({ alertname: "HighLatency" });
    const page = await mailed(stage, "amara", "HighLatency");
    const [group] = await stage.rows<{ id: string }>("select id from alert_group");
    const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Two things", groupIds: [group?.id], serviceIds: ["checkout"], page: false, commanderId: "grete" }));
    const plain = client(stage.product.url, stage.product.token);
    const headers = { "idempotency-key": randomUUID() };
    const split = async () => {
      const answer = await plain.post<{ incident: { ref: string } }>(`/api/v1/incidents/${ref}/split`, { title: "The shop is slow", groupIds: [group?.id], commanderId: "ben" }, { headers }).catch(() => null);
      const standing = await standingOf(stage);
      if (answer === null || answer.status === 503) return null;
      if (standing !== "whole") throw new Error(`It was answered ${answer.status}, and ${standing} of it stands.`);
      return expectOk(answer).incident.ref;
    };
    const [first, again] = [await eventually(split, "it is split", patience), await eventually(split, "it is answered as before", patience)];
    if (first !== again || (await standingOf(stage)) !== "whole") throw new Error(`It was split twice: ${first}, ${again}.`);
    await mailed(stage, "ben", "The shop is slow");
    await stage.press(phoneLinkOf(page), "have");
    await stage.settled();
    const paged = await stage.rows("select from page where person_id = 'ben'");
    if (paged.length !== 1) throw new Error(`Ben was paged ${paged.length} times.`);
  },
};
