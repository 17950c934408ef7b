import { describe, expect, it } from "vitest";
import type { SavedView } from "../../../server/features/alert-intake/alert-view.contract.ts";
import { filtersOf, readAlertsSearch, searchOfView } from "../alerts-search.ts";
import { ignoredWords, isAsKept, isNarrowed, namesake, openView, tabsOf } from "./view-tabs.ts";

const id = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, "0")}`;
const view = (place: number, more: Partial<SavedView> = {}): SavedView => ({
  id: id(place), name: `View ${place}`, filters: "view=held&search=slow+disk", ignored: [], isShared: false, maker: { id: "amara", name: "Amara Okafor" }, mayChange: true, version: 1, ...more,
});

describe("A kept view", () => {
  it("is opened with its filters, and its address says which view it is", () => {
    expect(searchOfView(view(1))).toEqual({ view: "held", search: "slow disk", saved: id(1) });
    expect(readAlertsSearch({ ...searchOfView(view(1)) })).toEqual(searchOfView(view(1)));
    expect(readAlertsSearch({ saved: "no id", view: "burnt" })).toEqual({});
  });

  it("is as it was kept until a filter is another", () => {
    const search = searchOfView(view(1));
    expect(isAsKept(view(1), search)).toBe(true);
    expect(isAsKept(view(1), { ...search, view: "ended" })).toBe(false);
    expect(isAsKept(view(2, { filters: "" }), { view: "open", search: "", saved: id(2) })).toBe(true);
  });

  it("is written as the address writes it, without the view that was open", () => {
    expect(filtersOf({ view: "mine", search: "a&b", service: "payments", saved: id(1) })).toBe("view=mine&search=a%26b&service=payments");
    expect(filtersOf({ view: "open" })).toBe("");
  });

  it("is worth keeping where words or a service narrow the list", () => {
    expect([isNarrowed({}), isNarrowed({ view: "held" }), isNarrowed({ search: "x" }), isNarrowed({ service: "y" })]).toEqual([false, false, true, true]);
  });

  it("stands in the row while it is open, however many there are", () => {
    const many = Array.from({ length: 9 }, (_, place) => view(place));
    expect(tabsOf(many.slice(0, 5), undefined).rest).toEqual([]);
    const { tabs, rest } = tabsOf(many, id(7));
    expect(tabs.map((one) => one.id)).toEqual([0, 1, 2, 3, 7].map(id));
    expect([...tabs, ...rest].map((one) => one.id).sort()).toEqual(many.map((one) => one.id));
    expect(tabsOf(many, "gone").tabs).toHaveLength(5);
    expect(openView(many, { saved: id(3) })?.name).toBe("View 3");
    expect(openView(many, { saved: id(99) })).toBeUndefined();
  });

  it("is overwritten by its name, where it is seen by the same people and may be changed", () => {
    const views = [view(1, { name: "Nights" }), view(2, { name: "Days", isShared: true }), view(3, { name: "Theirs", isShared: true, mayChange: false })];
    expect(namesake(views, " nights ", false)?.id).toBe(id(1));
    expect([namesake(views, "Nights", true), namesake(views, "Theirs", true), namesake(views, "", false)]).toEqual([undefined, undefined, undefined]);
  });

  it("says what it was kept with and is no more", () => {
    expect(ignoredWords(view(1))).toBeNull();
    expect(ignoredWords(view(1, { ignored: [{ name: "service", value: "ledger" }] }))).toBe("This view was kept with service “ledger”, which is no more and is left out.");
  });
});
