import { describe, expect, it } from "vitest";
import { handoffWords, layerName, scheduleName, turnText } from "./schedule-wording.rules.ts";
import type { Hours, Layer, Turn } from "./schedule.rules.ts";

const night: Hours = { days: ["fri"], from: "18:00", to: "06:00" };

function layer(amount: number, unit: Turn["unit"], more: Partial<Layer> = {}): Layer {
  return { people: ["amara", "ben"], starts: "2026-11-02T09:00", turn: { amount, unit }, ...more };
}

describe("the words of a schedule", () => {
  it("are its own name, else its id", () => {
    expect(scheduleName({ id: "web-primary", name: "Night watch" })).toBe("Night watch");
    expect(["web-primary", "follow_the-sun", "x"].map((id) => scheduleName({ id, name: null }))).toEqual(["Web primary", "Follow the sun", "X"]);
  });

  it("name a layer by its own name, else by its turn and hours", () => {
    expect(layerName(layer(1, "w", { name: "Owls" }))).toBe("Owls");
    expect(layerName(layer(1, "w"))).toBe("Weekly turn");
    expect(layerName(layer(12, "h"))).toBe("Turns of 12 hours");
    expect(layerName(layer(1, "d", { hours: [night] }))).toBe("Daily turn 18:00–06:00");
    expect(layerName(layer(1, "d", { hours: [night, night] }))).toBe("Daily turn");
    expect(layerName(layer(1, "d", { hours: [night], people: ["amara"] }))).toBe("Fixed hours 18:00–06:00");
    expect(layerName(layer(1, "d", { people: ["amara"] }))).toBe("Around the clock");
  });

  it.each<[string, string, Layer]>([
    ["1h", "every hour", layer(1, "h")],
    ["8h", "every 8 hours", layer(8, "h")],
    ["90m", "every 90 minutes", layer(1.5, "h")],
    ["1d", "daily 09:00", layer(1, "d")],
    ["3d", "every 3 days 09:00", layer(3, "d")],
    ["1w", "Mondays 09:00", layer(1, "w")],
    ["2w", "every 2 weeks, Monday 09:00", layer(2, "w")],
    ["1mo", "monthly, day 2, 09:00", layer(1, "mo")],
    ["3mo", "every 3 months, day 2, 09:00", layer(3, "mo")],
  ])("say of turns of %s that they hand over %s", (text, words, one) => {
    expect([turnText(one.turn), handoffWords(one)]).toEqual([text, words]);
  });

  it("say nothing of a hand-over where there is nobody to hand over to", () => {
    expect(handoffWords(layer(1, "w", { people: ["amara"] }))).toBeNull();
  });
});
