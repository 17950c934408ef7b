import { chanceOf } from "./chance.ts";

export const [second, minute, hour] = [1_000, 60_000, 3_600_000];
export const day = 24 * hour;
/** A Thursday. */
export const beginning = Date.parse("2026-11-19T00:00:00Z");
export const week = 7 * day;

export interface ScriptedContact {
  id: string;
  channel: "mail" | "sms" | "ntfy";
  isVerified: boolean;
}

export interface ScriptedPerson {
  id: string;
  contacts: readonly ScriptedContact[];
  /** By contact, after so many minutes. */
  rules: readonly { contactId: string; afterMinutes: number }[];
}

export interface ScriptedStep {
  people: readonly string[];
  waitMinutes: number;
}

export interface ScriptedGroup {
  name: string;
  firesAt: number;
  /** When its tool says that it is over; null: never. */
  endsAt: number | null;
  urgency: "high" | "low";
  /** Whether anybody will ever take it. */
  isIgnored: boolean;
}

/** A time in which a provider takes nothing. */
export interface Outage {
  channel: ScriptedContact["channel"];
  from: number;
  to: number;
}

/** What a seed's week holds. */
export interface Script {
  seed: number;
  administrator: ScriptedPerson;
  people: readonly ScriptedPerson[];
  steps: readonly ScriptedStep[];
  repeat: number;
  groups: readonly ScriptedGroup[];
  outages: readonly Outage[];
}

export function writeScript(seed: number): Script {
  const chance = chanceOf(seed);
  const people = Array.from({ length: chance.between("people", 2, 4) }, (_, place) => writePerson(seed, `p${place}`));
  const ids = people.map(({ id }) => id);
  const steps = Array.from({ length: chance.between("steps", 1, 3) }, (_, place) => ({
    people: ids.filter((id) => chance.share(`step ${place} ${id}`) < 0.5),
    waitMinutes: chance.pick(`wait ${place}`, [1, 3, 5, 10]),
  }));
  const outages = Array.from({ length: chance.between("outages", 0, 3) }, (_, place) => {
    const from = beginning + chance.between(`outage ${place} at`, 0, week);
    return { channel: chance.pick(`outage ${place} of`, ["mail", "sms", "ntfy"] as const), from, to: from + chance.between(`outage ${place} for`, 30 * second, 40 * minute) };
  });
  return { seed, administrator: writePerson(seed, "admin"), people, steps, repeat: chance.between("repeat", 0, 2), groups: writeGroups(seed), outages };
}

function writePerson(seed: number, name: string): ScriptedPerson {
  const chance = chanceOf(seed);
  const id = `s${seed}-${name}`;
  const channels = (["mail", "sms", "ntfy"] as const).filter((channel) => chance.share(`${name} ${channel}`) < 0.6);
  const contacts = channels.map((channel) => ({ id: channel, channel, isVerified: channel === "mail" || chance.share(`${name} ${channel} verified`) < 0.85 }));
  const rules = contacts.map((contact, place) => ({ contactId: contact.id, afterMinutes: place * chance.between(`${name} ${contact.id} after`, 1, 3) }));
  return { id, contacts, rules };
}

function writeGroups(seed: number): ScriptedGroup[] {
  const chance = chanceOf(seed);
  // Some fire together, so that messages are bundled.
  const times = Array.from({ length: chance.between("bursts", 1, 3) }, (_, place) => beginning + chance.between(`burst ${place} at`, 0, week - 12 * hour));
  return times.flatMap((at, burst) =>
    Array.from({ length: chance.between(`burst ${burst} of`, 1, 3) }, (_, place) => {
      const name = `g${burst}.${place}`;
      const firesAt = at + chance.between(`${name} later`, 0, 90) * second;
      return {
        name,
        firesAt,
        endsAt: chance.share(`${name} ends`) < 0.4 ? firesAt + chance.between(`${name} for`, 1, 90) * minute : null,
        urgency: chance.share(`${name} urgency`) < 0.8 ? ("high" as const) : ("low" as const),
        isIgnored: chance.share(`${name} ignored`) < 0.3,
      };
    }),
  );
}
