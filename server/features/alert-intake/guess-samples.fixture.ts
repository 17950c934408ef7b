import { describe, expect, it } from "vitest";
import { createMappedAdapter } from "./adapters/mapped.adapter.ts";
import { unwrapped } from "./adapters/unwrapping.adapter.ts";
import { guess, itemsOf, proposeMapping } from "./guess.rules.ts";
import type { Mapping } from "./mapping.rules.ts";
import type { Severity, Signal } from "./signal.rules.ts";

/** What a tool sends that nobody described to Muster: in the form that it documents, the values made up. */
export interface Sample {
  tool: string;
  /** Where a payload has more than one good title, each of them. */
  title: string | string[];
  severity: Severity | Severity[] | "any";
  body: unknown;
  /** What differs in the body when it is over; `whole` where nothing is alike. */
  resolved?: unknown;
  /** False where the tool itself names nothing that stays. */
  sameKey?: false;
  /** What differs in the body of another condition, or of the same elsewhere. */
  other?: unknown;
}

function patched(base: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  if ("whole" in change) return change["whole"];
  if (Array.isArray(base) && Array.isArray(change)) return change.length === 0 ? [] : base.map((member, index) => (index in change ? patched(member, change[index]) : member));
  if (!isObject(base) || Array.isArray(change)) return change;
  return { ...base, ...Object.fromEntries(Object.entries(change).map(([name, member]) => [name, patched(base[name], member)])) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const only = (body: unknown) => {
  const items = itemsOf(unwrapped(body));
  expect(items).toHaveLength(1);
  return guess(items[0]);
};

function signalBy(mappings: readonly Mapping[], payload: unknown): Signal {
  const adapted = createMappedAdapter(mappings)({ payload, headers: {}, newKey: "made" });
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted.signals[0]!;
}

/** Tests that each of `samples` is understood as it is, and by the mapping proposed for it. */
export function describeSamples(name: string, samples: readonly Sample[]): void {
  describe(name, () => {
    it.each(samples)("of $tool is understood", ({ title, severity, body, resolved, sameKey, other }) => {
      const firing = only(body);
      expect([title].flat()).toContain(firing.title);
      expect(firing.status ?? "firing").toBe("firing");
      expect(firing.key).toBeTruthy();
      if (severity !== "any") expect([severity].flat()).toContain(firing.severity);
      if (other !== undefined) expect(only(patched(body, other)).key).not.toBe(firing.key);
      if (resolved === undefined) return;
      const over = only(patched(body, resolved));
      expect(over.status).toBe("resolved");
      if (sameKey !== false) expect(over.key).toBe(firing.key);
    });

    it.each(samples)("of $tool is read the same by the mapping proposed for it", ({ body, resolved }) => {
      const mapping = proposeMapping(unwrapped(body));
      const [{ links: mappedLinks, ...mapped }, { links, ...guessed }] = [signalBy([mapping], body), signalBy([], body)];
      expect(mapped).toEqual(guessed);
      if (mapping.each === undefined) expect(mappedLinks.map(({ href }) => href)).toEqual(links.map(({ href }) => href));
      if (!isObject(resolved) || "whole" in resolved) return;
      const [mappedOver, guessedOver] = [signalBy([mapping], patched(body, resolved)), signalBy([], patched(body, resolved))];
      expect([mappedOver.status, mappedOver.key]).toEqual([guessedOver.status, guessedOver.key]);
    });
  });
}
