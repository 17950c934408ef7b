import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAsk } from "../../platform/conditions/asking.ts";
import { routeNames } from "../../values/condition-names.ts";
import { labelsAskedBy } from "./configuration.intake.ts";
import type { ServiceOfIntake, SourceRow } from "./configuration.queries.ts";
import { createRouting, type Ways } from "./route.intake.ts";
import type { Route } from "./route.rules.ts";

const conditions = ['labels.env == "prod"', 'labels["zone"].startsWith("eu")', 'has(labels.team) && service.tier == 1', 'severity in ["critical", "high"]', 'source == "b"', 'service.team == "shop"', '"env" in labels', 'labels.instance.like("host-[12]")'];
const lookingAtAny = "labels.size() > 3";
const source = (id: string, more: Partial<SourceRow>) => [id, { id, service_label: null, service_default: null, ...more } as SourceRow] as const;
const service = (id: string, tier: number | null, team: string | null) => [id, { id, name: id, tier, team_id: team, depends_on: [], when_upstream_fails: null } as ServiceOfIntake] as const;

const waysWith = (routes: readonly Route[]): Ways => ({
  routes,
  ask: createAsk(routeNames),
  sources: new Map([source("a", {}), source("b", { service_default: "cart" }), source("c", { service_label: "app", service_default: "cart" })]),
  services: new Map([service("shop", 1, "shop"), service("cart", null, null)]),
});

const word = fc.constantFrom("prod", "eu-1", "us-1", "shop", "cart", "host-1", "host-3", "nobody", "");
const alert = fc.record({
  sourceId: fc.constantFrom("a", "b", "c", "gone"),
  severity: fc.constantFrom("critical" as const, "high" as const, "warning" as const, "info" as const),
  labels: fc.dictionary(fc.constantFrom("env", "zone", "team", "service", "app", "instance", "job"), word),
});
const route = fc.record({ when: fc.option(fc.constantFrom(...conditions, lookingAtAny)), urgency: fc.constantFrom("high" as const, "low" as const, "none" as const), declare: fc.constant(null) });

describe("the way of an alert", () => {
  it("is the same whether it was remembered or is worked out anew", () => {
    fc.assert(
      fc.property(fc.array(route, { maxLength: 6 }), fc.array(alert, { minLength: 1, maxLength: 40 }), (routes, alerts) => {
        const ways = waysWith(routes);
        const remembering = createRouting(ways, labelsAskedBy(routes));
        const afresh = createRouting(ways, null);
        for (const one of alerts) expect(remembering(one)).toEqual(afresh(one));
      }),
      { numRuns: 200 },
    );
  });

  it("is worked out once for alerts that differ only in what nobody asks about", () => {
    const routes: Route[] = [{ when: 'labels.env == "prod"', urgency: "high", declare: null }];
    const routeOf = createRouting(waysWith(routes), labelsAskedBy(routes));
    const first = routeOf({ sourceId: "a", severity: "high", labels: { env: "prod", instance: "host-1" } });
    expect(routeOf({ sourceId: "a", severity: "high", labels: { env: "prod", instance: "host-2" } })).toBe(first);
    expect(routeOf({ sourceId: "a", severity: "high", labels: { env: "test", instance: "host-1" } })).not.toBe(first);
  });
});
