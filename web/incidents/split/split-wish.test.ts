import { describe, expect, it } from "vitest";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { bodyOf, nothingGoes, splitWords, withGroup } from "./split-wish.ts";

const room = {
  groups: [{ groupId: "g1", serviceName: "Shop" }, { groupId: "g2", serviceName: "Shop" }, { groupId: "g3", serviceName: null }],
  services: [{ id: "shop", name: "Shop" }],
} as unknown as Pick<IncidentDetail, "groups" | "services">;

describe("what goes", () => {
  it("takes a service along with the last of its alerts, and leaves it with the first that stays", () => {
    const one = withGroup(nothingGoes, room, "g1");
    expect([one.groupIds, one.serviceIds]).toEqual([["g1"], []]);
    const both = withGroup(one, room, "g2");
    expect(both.serviceIds).toEqual(["shop"]);
    expect(withGroup(both, room, "g1").serviceIds).toEqual([]);
    expect(withGroup(both, room, "g3").serviceIds).toEqual(["shop"]);
  });

  it("is asked about once something could be split, under a title of its own or of what it comes from", () => {
    expect(bodyOf(nothingGoes, "Slow")).toBeNull();
    expect(bodyOf({ ...nothingGoes, serviceIds: ["shop"] }, "Slow")).toMatchObject({ title: "Slow", serviceIds: ["shop"] });
    expect(bodyOf({ ...nothingGoes, serviceIds: ["shop"], commanderId: "dana", title: " Search " }, "Slow")).toMatchObject({ title: "Search", commanderId: "dana" });
  });
});

describe("what will come of it", () => {
  const [grete, dana, amara] = [{ id: "grete", name: "Grete Lund" }, { id: "dana", name: "Dana Reyes" }, { id: "amara", name: "Amara Okafor" }];
  const stays = { groups: ["a"], services: [{ id: "shop", name: "Shop" }], commander: grete };

  it("names who commands what, which searches go on where, and who is paged", () => {
    expect(splitWords({ commander: dana, stays, searches: [{ because: "by the policy web", isShared: true, has: [], asked: [amara] }], paged: [{ ...dana, because: "to command it" }], vacated: [{ role: { id: "x", name: "Scribe" }, person: dana }] }, "INC-1", "grete")).toEqual([
      "Dana Reyes commands it.",
      "INC-1 keeps 1 group of alerts and Shop; you command it as before.",
      "The search by the policy web goes on in both where it stands: Amara Okafor is asked already; one answer counts for both.",
      "Dana Reyes is Scribe there, and no more in INC-1.",
      "Dana Reyes is paged, to command it.",
    ]);
  });

  it("says that nobody is paged, and who has what goes along", () => {
    expect(splitWords({ commander: grete, stays, searches: [{ because: "by the policy core", isShared: false, has: [amara], asked: [] }], paged: [], vacated: [] }, "INC-1", "grete").slice(2)).toEqual([
      "The search by the policy core goes along where it stands: Amara Okafor has it.",
      "Nobody is paged anew.",
    ]);
  });
});
