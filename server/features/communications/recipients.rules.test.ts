import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublic, noteOf, onlyReceiverOf, recipientsOf, recipientsOfAll, shownAddress, whyUnreachable, type Addressee, type Circle } from "./recipients.rules.ts";

const person = (id: string, timezone = "Europe/Oslo") => ({ id, name: id.toUpperCase(), email: `${id}@acme.example`, timezone });
const circle: Circle = {
  people: new Map(["grete", "hana", "amara", "ben"].map((id) => [id, person(id)])),
  byTarget: new Map<string, readonly string[]>([
    ...["grete", "hana", "amara", "ben"].map((id) => [`person/${id}`, [id]] as const),
    ["team/web", ["amara", "ben", "grete"]],
    ["person/gone", ["gone"]],
  ]),
  inIncident: ["grete", "amara"],
  timezone: "Europe/Berlin",
};
const audience = (id: string, more: Partial<Addressee> = {}): Addressee => ({ id, name: id, style: "executive", members: [], hasStatusPage: false, ...more });
const executives = audience("executives", { members: [{ target: "person/hana" }, { target: "person/grete" }] });
const web = audience("team/web", { style: "technical", members: [{ target: "team/web" }] });
const legal = audience("legal", { members: [{ email: "legal@acme.example" }, { email: "Legal@Acme.example" }] });
const responders = audience("responders", { style: "technical" });
const customers = audience("customers", { style: "external", hasStatusPage: true });
const keys = (recipients: readonly { key: string }[]) => recipients.map(({ key }) => key);

describe("recipients", () => {
  it("are the people an audience means, and addresses outside, each address once", () => {
    expect(keys(recipientsOf(executives, circle))).toEqual(["person/hana", "person/grete"]);
    expect(recipientsOf(legal, circle)).toEqual([{ key: "legal@acme.example", personId: null, name: "legal", address: "legal@acme.example", timezone: "Europe/Berlin", audienceId: "legal" }]);
  });

  it("of a technical audience without members are everybody in the incident", () => {
    expect(keys(recipientsOf(responders, circle))).toEqual(["person/grete", "person/amara"]);
    expect(recipientsOf(audience("empty"), circle)).toEqual([]);
  });

  it("who are in two audiences get one mail, in the words of the first named", () => {
    const both = recipientsOfAll([executives, web], circle);
    expect(both.map(({ key, audienceId }) => [key, audienceId])).toEqual([
      ["person/hana", "executives"],
      ["person/grete", "executives"],
      ["person/amara", "team/web"],
      ["person/ben", "team/web"],
    ]);
    expect(recipientsOfAll([web, executives], circle).find(({ key }) => key === "person/grete")?.audienceId).toBe("team/web");
  });

  it("do not hold people who are gone", () => {
    expect(recipientsOf(audience("old", { members: [{ target: "person/gone" }, { target: "team/gone" }] }), circle)).toEqual([]);
  });

  it("never hold an address twice, whoever is named how often", () => {
    const anyAudience = fc.constantFrom(executives, web, legal, responders, customers, audience("more", { members: [{ email: "GRETE@acme.example" }] }));
    fc.assert(
      fc.property(fc.array(anyAudience, { maxLength: 8 }), (audiences) => {
        const addresses = recipientsOfAll(audiences, circle).map(({ address }) => address.toLowerCase());
        expect(new Set(addresses).size).toBe(addresses.length);
        for (const one of audiences) for (const { address } of recipientsOf(one, circle)) expect(addresses).toContain(address.toLowerCase());
      }),
    );
  });

  it("are one person alone where the audience comes down to one of ours", () => {
    expect(onlyReceiverOf(recipientsOf(audience("one", { members: [{ target: "person/grete" }] }), circle))).toBe("grete");
    expect(onlyReceiverOf(recipientsOf(legal, circle))).toBeNull();
    expect(onlyReceiverOf(recipientsOf(executives, circle))).toBeNull();
  });
});

describe("an audience that nobody is mailed for", () => {
  it("is told where customers read it, and refused with the reason where nobody could", () => {
    expect(whyUnreachable(customers, [])).toBeNull();
    expect(noteOf(customers, [])).toBe("No mail goes to customers; that it was told is recorded.");
    expect([isPublic(customers), isPublic(executives)]).toEqual([true, false]);
    expect(whyUnreachable(audience("empty"), [])).toBe("Nobody in empty can be reached by mail. Give it members, or leave it out.");
    expect(whyUnreachable(responders, [])).toBe("Nobody is in the incident yet who could be mailed as responders.");
    expect(whyUnreachable(audience("public", { style: "external" }), [])).toContain("Nobody in public");
  });
});

describe("an address", () => {
  it("shows its end only to whoever looks on", () => {
    expect([shownAddress("grete@acme.example", true), shownAddress("grete@acme.example", false)]).toEqual(["grete@acme.example", "…@acme.example"]);
  });
});
