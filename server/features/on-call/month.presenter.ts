import { zoneNamed } from "../../platform/zones/zones.ts";
import { toIso } from "../../values/instant.ts";
import type { WrittenRole } from "../process/index.ts";
import type { Absence } from "./absence.rules.ts";
import type { MonthView } from "./month.contract.ts";
import type { ServiceExperts } from "./month.queries.ts";
import { partsByDay, type MonthDay } from "./month.rules.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import type { StoredSchedule } from "./schedule.queries.ts";
import type { Shift } from "./schedule.rules.ts";
import { shifts } from "./shift.rules.ts";

export interface MonthFacts {
  month: string;
  timezone: string;
  days: readonly MonthDay[];
  schedules: readonly StoredSchedule[];
  roles: readonly WrittenRole[];
  services: readonly ServiceExperts[];
  absences: readonly Absence[];
}

interface Held {
  schedule: StoredSchedule;
  shifts: Shift[];
}

export function presentMonth(facts: MonthFacts, nameOf: NameOf): MonthView {
  const { month, timezone, days, services, absences } = facts;
  const span = { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 };
  const held = facts.schedules.map((schedule) => ({ schedule, shifts: shifts(schedule, span.from, span.to, zoneNamed(schedule.zone)) }));
  const rows = held.map((one) => presentRow(one, facts, nameOf));
  return {
    month,
    timezone,
    days: days.map(({ date, from, to }) => ({ date, from: toIso(from), to: toIso(to) })),
    rows: [...rows.filter(({ roles }) => roles.length > 0), ...rows.filter(({ roles }) => roles.length === 0)],
    services: services.map(({ id, name, experts }) => ({
      id,
      name,
      experts: experts.map((expert) => ({ personId: expert.id, name: expert.name, days: expertDays(expert.id, days, held, absences) })),
    })),
  };
}

function presentRow({ schedule, shifts: own }: Held, { days, roles }: MonthFacts, nameOf: NameOf): MonthView["rows"][number] {
  return {
    scheduleId: schedule.id,
    scheduleName: scheduleName(schedule),
    roles: roles.filter((role) => role.schedule === schedule.id).map(({ id, name }) => ({ id, name })),
    days: partsByDay(days, own).map((parts) =>
      parts.map(({ held, isWhole, from, to }) => ({ personId: held.personId, name: nameOf(held.personId), isWhole, from: toIso(from), to: toIso(to) })),
    ),
  };
}

function expertDays(personId: string, days: readonly MonthDay[], held: readonly Held[], absences: readonly Absence[]): MonthView["services"][number]["experts"][number]["days"] {
  const away = partsByDay(days, absences.filter((absence) => absence.personId === personId));
  const onCall = partsByDay(days, held.flatMap((one) => one.shifts).filter((shift) => shift.personId === personId));
  return days.map((_, place) => (away[place]?.length ? "away" : onCall[place]?.length ? "on-call" : "free"));
}
