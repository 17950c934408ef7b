import { describe, expect, it } from "vitest";
import { checkHealth, type HealthFacts } from "./health.rules.ts";

const well: HealthFacts = {
  isPagingHeld: false,
  mailHost: "mail.acme.example",
  database: { version: "18.1", isEmbedded: false, unsafe: [] },
  publicUrl: { protocol: "https:", host: "muster.acme.example", hostname: "muster.acme.example" },
  askedHost: "muster.acme.example",
  parked: [],
  late: [],
  clockAheadMilliseconds: 12,
  upMilliseconds: 3_600_000,
  looks: { lookedAgo: 8_000, tookMilliseconds: 12, foundAgo: null, found: 0 },
  watchdog: { isExpected: true, seenAgo: 12_000, isMissed: false, outAgo: 11_000, error: null },
};

function told(changes: Partial<HealthFacts>) {
  const [first] = checkHealth({ ...well, ...changes });
  return { code: first?.code, isWell: first?.isWell, title: first?.title, detail: first?.detail };
}

describe("the health of an installation", () => {
  it("asks for nothing where all is well", () => {
    expect(checkHealth(well).map(({ isWell }) => isWell)).toEqual(Array.from({ length: 8 }, () => true));
  });

  it("says what is to do before what is well", () => {
    const checks = checkHealth({ ...well, mailHost: null, clockAheadMilliseconds: -5_000 });
    expect(checks.map(({ code, isWell }) => [code, isWell])).toEqual([
      ["mail", false],
      ["clock", false],
      ["paging", true],
      ["database", true],
      ["public-url", true],
      ["work", true],
      ["reconciler", true],
      ["watchdog", true],
    ]);
  });

  it("warns that nothing is sent after a restore", () => {
    expect(told({ isPagingHeld: true })).toMatchObject({ code: "paging", isWell: false, title: "Paging is held after a restore" });
  });

  it("names the settings under which the database loses writes, and their mend", () => {
    const unsafe = [{ setting: "fsync", mend: "alter system set fsync = on;" }];
    expect(told({ database: { ...well.database, unsafe } }).detail).toBe("Off: fsync. alter system set fsync = on;");
  });

  it("warns where links lead to this machine, elsewhere than asked, or without HTTPS", () => {
    const here = { protocol: "http:", host: "127.0.0.1:4600", hostname: "127.0.0.1" };
    expect(told({ publicUrl: here, askedHost: "127.0.0.1:4600" }).title).toBe("Links open on this machine only");
    expect(told({ askedHost: "10.0.0.7:4600" }).detail).toContain("You came by 10.0.0.7:4600");
    expect(told({ publicUrl: { ...well.publicUrl, protocol: "http:" } }).detail).toContain("Without HTTPS");
  });

  it("counts the work that was put aside, by kind", () => {
    expect(told({ parked: [{ kind: "page.deliver", count: 2 }, { kind: "notice.mail", count: 1 }] })).toMatchObject({
      title: "3 pieces of work were put aside",
      detail: "It failed five times: page.deliver (2), notice.mail (1). Mend what its reason names, then try it again below, or drop it. The log of the server has the reasons.",
    });
  });

  it("counts the work that is late, and says what may be the matter", () => {
    expect(told({ late: [{ kind: "escalation.step", count: 1 }] })).toMatchObject({
      title: "One piece of work is late",
      detail: "Due for more than a minute: escalation.step (1). Where a newer Muster began it, only a newer one goes on with it: update every node. The log of the server has the reasons.",
    });
    expect(told({ parked: [{ kind: "notice.mail", count: 1 }], late: [{ kind: "page.deliver", count: 2 }] }).title).toBe("One piece of work was put aside, 2 pieces of work are late");
  });

  it("says which clock is ahead", () => {
    expect(told({ clockAheadMilliseconds: 7_400 }).detail).toContain("7 s ahead of this machine");
    expect(told({ clockAheadMilliseconds: -7_400 }).detail).toContain("7 s behind this machine");
  });

  it("says when the reconciler looked, and that nobody looks for forgotten work after a minute without", () => {
    const { looks } = well;
    expect(checkHealth(well).find(({ code }) => code === "reconciler")?.detail).toBe("It looked 8 s ago, which took 12 ms. It has found nothing yet.");
    expect(told({ looks: { ...looks, lookedAgo: 61_000 } })).toMatchObject({ code: "reconciler", isWell: false });
    expect(told({ looks: { ...looks, lookedAgo: null } })).toMatchObject({ code: "reconciler", isWell: false });
    expect(told({ looks: { ...looks, lookedAgo: null }, upMilliseconds: 5_000 }).isWell).toBe(true);
    const found = checkHealth({ ...well, looks: { ...looks, found: 70, foundAgo: 300_000 } });
    expect(found.find(({ code }) => code === "reconciler")?.detail).toContain("70 pieces of work that nobody did, last 5 min ago");
  });

  it("says whether Muster itself is watched, with the times", () => {
    const { watchdog } = well;
    const titleOf = (changes: Partial<typeof watchdog>) => told({ watchdog: { ...watchdog, ...changes } });
    expect(checkHealth(well).find(({ code }) => code === "watchdog")?.detail).toBe("It asked 12 s ago, and its last page came out 11 s ago.");
    expect(titleOf({ isExpected: false }).title).toBe("Nobody watches Muster itself");
    expect(titleOf({ seenAgo: null, outAgo: null }).title).toBe("The watchdog was never seen");
    expect(titleOf({ isMissed: true, seenAgo: 600_000 })).toMatchObject({ title: "The watchdog is silent", detail: expect.stringContaining("10 min ago") });
    expect(titleOf({ error: "10.0.0.7 could not be reached: ECONNREFUSED." }).detail).toContain("ECONNREFUSED");
  });
});
