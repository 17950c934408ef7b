import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { groupBy } from "../../values/group-by.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import { readPeople } from "../directory/index.ts";
import { loadDays, loadOf, type Load } from "./load.rules.ts";
import { readSchedules } from "./schedule.queries.ts";
import { shifts } from "./shift.rules.ts";
import { joined } from "./span.rules.ts";

const span = loadDays * millisecondsOfDay;

/** What being on call asks of people in the 90 days before and after now, by the schedules as they stand. */
export async function readLoads(tx: Tx, personIds: readonly string[]): Promise<Map<string, Load>> {
  const [from, to] = [tx.now - span, tx.now + span];
  const schedules = await readSchedules(tx, null, from, to);
  const turns = groupBy(schedules.flatMap((schedule) => shifts(schedule, from, to, zoneNamed(schedule.zone))), ({ personId }) => personId);
  const people = await readPeople(tx, personIds);
  return new Map(personIds.map((id) => [id, loadOf(joined(turns.get(id) ?? []), zoneNamed(people.get(id)?.timezone ?? "UTC"))]));
}
