import { describe, expect, it } from "vitest";
import { makeTicking } from "../design/ticking.ts";
import { makeToastShelf } from "../design/toasts.ts";
import { type KeyBinding, matchStroke, strokeOf } from "./key-strokes.ts";
import { commandsFor } from "./palette-order.ts";
import type { Found } from "./types.ts";

const bare = { metaKey: false, ctrlKey: false, altKey: false, shiftKey: false };
const nothing = () => undefined;

function binding(keys: string, words = keys): KeyBinding {
  return { keys, words, scope: "here", act: nothing };
}

describe("a key press", () => {
  it("is written as it is shown", () => {
    expect(strokeOf({ ...bare, key: "d" })).toBe("D");
    expect(strokeOf({ ...bare, key: "D", shiftKey: true })).toBe("⇧D");
    expect(strokeOf({ ...bare, key: "?", shiftKey: true })).toBe("?");
    expect(strokeOf({ ...bare, key: "k", ctrlKey: true })).toBe("⌘K");
    expect(strokeOf({ ...bare, key: "Enter" })).toBe("↵");
  });

  it("means nothing by itself for Shift, and with Alt belongs to the system", () => {
    expect(strokeOf({ ...bare, key: "Shift", shiftKey: true })).toBeNull();
    expect(strokeOf({ ...bare, key: "d", altKey: true })).toBeNull();
  });
});

describe("the meaning of a key", () => {
  const goToAlerts = binding("G A");
  const give = binding("A");

  it("is found in pairs, which go before single keys", () => {
    expect(matchStroke([goToAlerts, give], "G", undefined)).toEqual({ binding: undefined, pending: "G" });
    expect(matchStroke([goToAlerts, give], "A", "G").binding).toBe(goToAlerts);
    expect(matchStroke([goToAlerts, give], "A", undefined).binding).toBe(give);
  });

  it("is that of the part shown last", () => {
    const newer = binding("A", "Acknowledge");
    expect(matchStroke([give, newer], "A", undefined).binding).toBe(newer);
  });
});

describe("the palette", () => {
  const command = (title: string, detail?: string): Found => ({ id: title, group: "do", title, detail, act: nothing });
  const commands = [command("Open the page", "of Ana"), command("Page Dana Reyes", "Expert for Checkout"), command("Go to Alerts")];

  it("offers all before anything is typed", () => {
    expect(commandsFor(" ", commands)).toHaveLength(3);
  });

  it("puts what begins with the words before what merely contains them", () => {
    expect(commandsFor("page da", commands).map(({ title }) => title)).toEqual(["Page Dana Reyes"]);
    expect(commandsFor("checkout", commands).map(({ title }) => title)).toEqual(["Page Dana Reyes"]);
    expect(commandsFor("ana", commands)[0]?.title).toBe("Open the page");
  });
});

describe("toasts", () => {
  it("keep the newest three and let one replace itself", () => {
    const shelf = makeToastShelf();
    for (const text of ["one", "two", "three", "four"]) shelf.show({ id: text, text });
    shelf.show({ id: "three", text: "three again" });
    expect(shelf.all().map(({ text }) => text)).toEqual(["two", "four", "three again"]);
    shelf.dismiss("four");
    expect(shelf.all()).toHaveLength(2);
  });
});

describe("the clock of the page", () => {
  it("stands still where it is frozen", () => {
    expect(makeTicking({ frozenAt: 1_000 }).now()).toBe(1_000);
  });

  it("follows the server's clock, to the second", () => {
    const ahead = makeTicking({ offset: 3_600_000 }).now();
    expect(ahead % 1_000).toBe(0);
    expect(ahead).toBeGreaterThan(Date.now() + 3_590_000);
  });
});
