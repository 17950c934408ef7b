import { describe, expect, it } from "vitest";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import { readWhoIsOnCall } from "./on-call.queries.ts";
import { insertOverride, lockSchedule } from "./override.queries.ts";
import type { OverrideWish } from "./override-wish.rules.ts";
import { readSchedulePlaces, readSchedules } from "./schedule.queries.ts";

const { database } = await openTestDatabase();
const at = (text: string) => Date.parse(text);
const ids = ["0199a1f0-0000-7000-8000-000000000003", "0199a1f0-0000-7000-8000-000000000002", "0199a1f0-0000-7000-8000-000000000001"];
const madeBy = { kind: "person", id: "ben" } as const;

function add(personId: string, from: string, to: string): OverrideWish {
  return { kind: "add", personId, replacesId: null, from: at(from), to: at(to), reason: null };
}

await addSchedule(database, "web-primary", "Europe/Berlin", [
  { people: ["amara", ["ben", "chidi"]], starts: "2026-11-02T09:00", name: "Weekly", priority: 1, hours: [{ days: ["mon"], from: "09:00", to: "17:00" }], ends: "2027-01-01T00:00" },
  { people: ["dana"], starts: "2026-11-02T09:00" },
]);
await addSchedule(database, "minutes", "UTC", [{ people: ["amara", "ben"], starts: "2026-11-02T00:00", turn: "90m" }]);

describe("a schedule that is read", () => {
  it("is what the configuration wrote", async () => {
    const [schedule] = await database.transaction((tx) => readSchedules(tx, ["web-primary"], 0, 1));
    const hours = [{ days: ["mon"], from: "09:00", to: "17:00" }];
    const turn = { amount: 1, unit: "w" };
    expect(schedule).toEqual({
      id: "web-primary",
      name: null,
      zone: "Europe/Berlin",
      layers: [
        { name: "Weekly", people: ["amara", ["ben", "chidi"]], starts: "2026-11-02T09:00", ends: "2027-01-01T00:00", turn, hours, priority: 1 },
        { people: ["dana"], starts: "2026-11-02T09:00", ends: null, turn, priority: 0 },
      ],
      overrides: [],
      record: null,
    });
  });

  it("has its own name, and the organization's zone where it has none", async () => {
    const zoneOfNamed = () =>
      database.transaction(async (tx) => {
        await tx.run("update schedule set name = 'Night watch', timezone = null where id = 'minutes'");
        const [named] = await readSchedules(tx, ["minutes"], 0, 1);
        await tx.run("update schedule set timezone = 'UTC' where id = 'minutes'");
        return [named?.name, named?.zone];
      });
    expect(await zoneOfNamed()).toEqual(["Night watch", "UTC"]);
    await database.transaction((tx) =>
      tx.run("insert into organization (name, timezone, business_days, business_from, business_to) values ('Acme', 'Asia/Tokyo', '{mon}', '09:00', '18:00')"),
    );
    expect(await zoneOfNamed()).toEqual(["Night watch", "Asia/Tokyo"]);
  });

  it("may have turns of minutes", async () => {
    const people = async (text: string) => (await database.transaction((tx) => readWhoIsOnCall(tx, ["minutes"], at(text))))[0]?.people.map(({ personId }) => personId);
    expect([await people("2026-11-02T01:29:59Z"), await people("2026-11-02T01:30:00Z"), await people("2026-11-02T03:00:00Z")]).toEqual([["amara"], ["ben"], ["amara"]]);
  });

  it("has the overrides that touch the time, in the order they were made, even those of one transaction", async () => {
    await database.transaction(async (tx) => {
      expect(await lockSchedule(tx, "web-primary")).toBe(true);
      const spans = [["2026-11-10T00:00Z", "2026-11-12T00:00Z"], ["2026-11-11T00:00Z", "2026-11-13T00:00Z"], ["2026-11-20T00:00Z", "2026-11-21T00:00Z"]] as const;
      for (const [place, [from, to]] of spans.entries()) await insertOverride(tx, { id: ids[place] ?? "", scheduleId: "web-primary", wish: add("kira", from, to), madeBy });
    });
    const read = async (from: string, to: string) => (await database.transaction((tx) => readSchedules(tx, null, at(from), at(to)))).flatMap(({ overrides }) => overrides.map(({ id }) => ids.indexOf(id)));
    expect(await read("2026-11-09T00:00Z", "2026-11-30T00:00Z")).toEqual([0, 1, 2]);
    expect(await read("2026-11-12T00:00Z", "2026-11-12T00:00Z")).toEqual([1]);
    expect(await read("2026-11-13T00:00Z", "2026-11-19T00:00Z")).toEqual([]);
  });

  it("is not there to be locked under another id", async () => {
    expect(await database.transaction((tx) => lockSchedule(tx, "none"))).toBe(false);
  });
});

describe("the order of schedules", () => {
  it("goes on after a place", async () => {
    const places = await database.transaction((tx) => readSchedulePlaces(tx, 10, null));
    expect(places).toEqual([{ id: "web-primary", place: 0 }, { id: "minutes", place: 1 }]);
    const [first] = places;
    expect(await database.transaction((tx) => readSchedulePlaces(tx, 10, first ?? null))).toEqual(places.slice(1));
    expect(await database.transaction((tx) => readSchedulePlaces(tx, 1, null))).toEqual(places.slice(0, 1));
  });
});
