import { describe, expect, it } from "vitest";
import { draftUpdate, longestPart, namesOneOf, plainestOf, type Known, type KnownGround } from "./draft.rules.ts";
import { impactWords } from "./impact-words.rules.ts";

const ground = (kind: KnownGround["kind"], text: string, more: Partial<KnownGround> = {}): KnownGround => ({ kind, text, ownerName: null, mark: "open", since: 0, ...more });
const known = (more: Partial<Known> = {}): Known => ({
  ...{ title: "Checkout times out", impact: {}, impactDescription: null, ground: [], tasks: [], components: [], internalNames: ["Checkout", "checkout", "Chidi Novak", "Chidi", "Payments"], last: null },
  isClosing: false,
  ...more,
});
const busy = known({
  impact: { usersAffected: 0.6, extent: "partial", dataLoss: false, money: { amount: 12000, currency: "EUR" }, slaAtRisk: true, customerIds: ["northwind", "contoso"] },
  ground: [
    ground("condition", "Checkout answers after 30 s", { since: 1, mark: "agreed" }),
    ground("condition", "Nobody can pay by card", { since: 3 }),
    ground("condition", "It began with the release", { since: 4, mark: "disputed" }),
    ground("hypothesis", "The cache is full", { since: 5 }),
    ground("action", "Roll the release back", { ownerName: "Chidi Novak", since: 2 }),
    ground("action", "Restart it", { mark: "done", since: 6 }),
    ground("need", "Somebody who knows the ledger", { since: 2 }),
  ],
  tasks: [{ text: "Ask the provider", ownerName: "Dana Reyes" }, { text: "Write to partners", ownerName: null }],
  components: ["Payments online"],
});

describe("a draft", () => {
  it("for those who work on it says all, newest first, with who does what", () => {
    expect(draftUpdate(busy, "technical")).toEqual({
      conditions: [
        "Nobody can pay by card\nCheckout answers after 30 s\nAbout 60 % of users are affected.\nIt works in part.\nNo data was lost.",
        "2 customers are affected by name.\nIt costs about 12000 EUR so far.\nA service agreement is at risk.",
      ].join("\n"),
      actions: "Chidi Novak: Roll the release back\nDana Reyes: Ask the provider\nWrite to partners",
      needs: "Somebody who knows the ledger",
    });
  });

  it("for executives is short, impact first, what is agreed before what is not", () => {
    const { conditions, actions } = draftUpdate(busy, "executive");
    expect(conditions.split("\n")[0]).toBe("About 60 % of users are affected.");
    expect(conditions.split("\n").slice(-2)).toEqual(["Checkout answers after 30 s", "Nobody can pay by card"]);
    expect(actions).toBe("Roll the release back\nAsk the provider\nWrite to partners");
  });

  it("for people outside names nobody and nothing inside, and says no needs, money or agreements", () => {
    const draft = draftUpdate({ ...busy, tasks: [...busy.tasks, { text: "Chidi looks again", ownerName: null }] }, "external");
    expect(draft).toEqual({
      conditions: "There is a problem with Payments online.\nAbout 60 % of users are affected.\nIt works in part.\nNo data was lost.\nNobody can pay by card",
      actions: "Roll the release back\nAsk the provider",
      needs: null,
    });
  });

  it("falls back to what was told last, else to the title", () => {
    const last = { conditions: "As before", actions: "As planned", needs: null };
    expect(draftUpdate(known({ last }), "executive")).toEqual(last);
    expect(draftUpdate(known(), "technical")).toEqual({ conditions: "Checkout times out.", actions: "We are working on it.", needs: null });
    expect(draftUpdate(known(), "external")).toEqual({ conditions: "There is a problem with the service.", actions: "We are working on it.", needs: null });
  });

  it("after the resolve says that it is over, what helped, and to those inside what is left", () => {
    const over = { ...busy, isClosing: true };
    expect(draftUpdate(over, "external")).toEqual({ conditions: "The problem with Payments online is over. It works as usual again.", actions: "Restart it", needs: null });
    expect(draftUpdate(over, "technical").actions).toBe("Restart it\nStill to do: Dana Reyes: Ask the provider\nStill to do: Write to partners");
    expect(draftUpdate(known({ isClosing: true }), "executive")).toEqual({ conditions: "It is over: Checkout times out.", actions: "Nothing more is to be done now.", needs: null });
  });

  it("never is longer than what can be sent", () => {
    const long = known({ ground: Array.from({ length: 20 }, (_, index) => ground("condition", "x".repeat(2_000), { since: index })) });
    expect(draftUpdate(long, "technical").conditions).toHaveLength(longestPart);
  });

  it("for several audiences is in the plainest words", () => {
    expect([plainestOf(["technical", "external"]), plainestOf(["stakeholder", "executive"]), plainestOf([])]).toEqual(["external", "executive", "technical"]);
  });

  it("knows a name as a whole word, spelled as it is", () => {
    expect([namesOneOf("ask Chidi, please", ["Chidi"]), namesOneOf("checkouts are slow", ["checkout"]), namesOneOf("it will be back", ["Will"]), namesOneOf("anything", [""])]).toEqual([true, false, false, false]);
  });
});

describe("impact in words", () => {
  it("says only what was stated", () => {
    expect(impactWords({}, "technical")).toEqual([]);
    expect([0, 0.001, 0.5, 1].map((usersAffected) => impactWords({ usersAffected }, "external")[0])).toEqual(["No users are affected.", "Very few users are affected.", "About 50 % of users are affected.", "All users are affected."]);
    expect(impactWords({ dataLoss: true, extent: "total", slaBreached: true, customerIds: ["a"] }, "stakeholder")).toEqual(["It does not work at all.", "Data was lost.", "One customer is affected by name."]);
    expect(impactWords({ slaBreached: true, slaAtRisk: true }, "executive")).toEqual(["A service agreement is broken."]);
  });
});
