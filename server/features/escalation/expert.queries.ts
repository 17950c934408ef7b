import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toIsoOrNull, type Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { toWallClock } from "../../values/zone.ts";
import { readBusinessHours, readPeople, type BusinessHours, type Person } from "../directory/index.ts";
import { isWorkingTime, readAbsences, readWhoIsOnCall, scheduleName } from "../on-call/index.ts";
import { clockTime, readUnreachable } from "../paging/index.ts";
import type { ExpertView } from "./expert.contract.ts";
import { easiestFirst, standingOf } from "./expert.rules.ts";

interface NamedExpert {
  person_id: string;
  services: { id: string; name: string }[];
}

/** A page to somebody about this, as far as it matters to whether they are asked again. */
export interface PagedBefore {
  personId: string;
  at: Instant;
  answer: "have" | "cannot" | null;
}

/** The experts of services, each with the services whose expert they are, in the order of those. */
export async function readNamedExperts(tx: Tx, serviceIds: readonly string[]): Promise<NamedExpert[]> {
  return tx.rows<NamedExpert>(
    `select person.id as person_id, jsonb_agg(jsonb_build_object('id', service.id, 'name', service.name) order by hit.place) as services
     from unnest($1::text[]) with ordinality as hit (id, place) join service on service.id = hit.id
     join service_link as link on link.service_id = service.id and link.kind = 'expert' join person on person.id = link.target_id
     group by person.id order by min(hit.place), min(link.place), person.id`,
    [serviceIds],
  );
}

/** The experts of services with who of them is on call or awake just now, whoever can be turned to most easily first. */
export async function readExperts(tx: Tx, serviceIds: readonly string[], paged: readonly PagedBefore[]): Promise<ExpertView[]> {
  const experts = await readNamedExperts(tx, serviceIds);
  const ids = experts.map(({ person_id }) => person_id);
  if (ids.length === 0) return [];
  const people = await readPeople(tx, ids);
  const hours = await readBusinessHours(tx);
  const onCall = await readSchedulesOf(tx, ids);
  const away = new Set((await readAbsences(tx, { personIds: ids, from: tx.now, to: tx.now + 1 })).map(({ personId }) => personId));
  const { high: unreachable } = await readUnreachable(tx, ids);
  const views = experts.flatMap(({ person_id: id, services }): ExpertView[] => {
    const person = people.get(id);
    if (!person) return [];
    const onCallFor = onCall.get(id) ?? [];
    const before = paged.filter(({ personId }) => personId === id).toSorted((a, b) => b.at - a.at)[0];
    const own = { personId: id, name: person.name, services, onCallFor, isReachable: !unreachable.has(id), pagedAt: toIsoOrNull(before?.at ?? null), answer: before?.answer ?? null };
    return [{ ...own, ...momentOf(person, hours, tx.now, { isOnCall: onCallFor.length > 0, isAway: away.has(id) }) }];
  });
  return easiestFirst(views);
}

function momentOf({ timezone }: Person, hours: BusinessHours, at: Instant, { isOnCall, isAway }: { isOnCall: boolean; isAway: boolean }): Pick<ExpertView, "standing" | "localTime" | "timezone"> {
  const zone = zoneNamed(timezone);
  const { hour } = toWallClock(zone, at);
  return { standing: standingOf({ isOnCall, isAway, isWorkingTime: isWorkingTime(hours, zone, at), hour }), localTime: clockTime(at, timezone), timezone };
}

/** By which schedules each of the people is on call now. */
async function readSchedulesOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, { id: string; name: string }[]>> {
  const onCall = await readWhoIsOnCall(tx, null, tx.now);
  const rows = await tx.rows<{ id: string; name: string | null }>("select id, name from schedule");
  const names = new Map(rows.map((row) => [row.id, scheduleName(row)]));
  return new Map(personIds.map((id) => [id, onCall.filter(({ people }) => people.some(({ personId }) => personId === id)).map(({ scheduleId }) => ({ id: scheduleId, name: names.get(scheduleId) ?? scheduleId }))]));
}

/** Null where all of them are experts of these services; else the reason, with who is. */
export async function whyNotExperts(tx: Tx, serviceIds: readonly string[], personIds: readonly string[]): Promise<Refusal | null> {
  const known = (await readNamedExperts(tx, serviceIds)).map(({ person_id }) => person_id);
  const unknown = personIds.find((id) => !known.includes(id));
  if (unknown === undefined) return null;
  const message = known.length === 0 ? "No service of this names an expert. Name one in the configuration, under `services`." : `“${unknown}” is no expert of these services. ${known.join(", ")} are.`;
  return refuse("expert.invalid", message, { errors: [{ path: "personIds", message }] });
}
