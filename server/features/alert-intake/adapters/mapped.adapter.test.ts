import { describe, expect, it } from "vitest";
import type { Mapping } from "../mapping.rules.ts";
import type { Preset } from "../preset.rules.ts";
import type { Read } from "./adapted.adapter.ts";
import { adapterOf } from "./kinds.adapter.ts";
import { createMappedAdapter } from "./mapped.adapter.ts";

function read(mappings: readonly Mapping[], payload: unknown, preset: Preset | null = null): Read {
  const adapted = createMappedAdapter(mappings, preset)({ payload, headers: { "x-tool": "ovenwatch" }, newKey: "made" });
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted;
}

const ovenwatch: Preset = {
  name: "Ovenwatch",
  where: [],
  mapping: { title: ["body.what", '"Oven " + string(body.oven)'], state: "body.heat", severity: "body.level", key: '"oven " + string(body.oven)', time: "body.at", links: ['{"text": "The oven", "href": string(body.page)}'], service: "body.bakery" },
  ignore: [
    { when: "body.drill == true", note: "A drill of Ovenwatch arrived.", test: true },
    { when: 'body.heat == "cleaning"', note: "The oven is cleaned.", test: false },
  ],
  words: { state: { "2": "firing", cold: "resolved" }, severity: { "9": "critical" } },
};

const hot = { oven: 4, heat: 2, level: "9", at: "2024-11-08T10:00:00Z", page: "https://ovens.example/4", bakery: "bread" };

describe("a mapping", () => {
  it("picks each member by its expression, over the body and the headers", () => {
    const mapping = { title: "body.a.text", state: "body.over", severity: "body.how", key: 'headers["x-tool"]', service: "body.team", time: "body.since", links: "body.see", description: '"because " + body.why' };
    const [signal] = read([mapping], { a: { text: "Too hot" }, over: false, how: "major", team: "bread", since: 1_731_060_000, see: ["https://a.example", "javascript:b"], why: "of the fire" }).signals;
    expect(signal).toMatchObject({ title: "Too hot", status: "resolved", severity: "high", key: "ovenwatch", labels: { service: "bread" }, at: Date.parse("2024-11-08T10:00:00Z"), description: "because of the fire" });
    expect(signal?.links.map(({ href }) => href)).toEqual(["https://a.example"]);
  });

  it("of several expressions takes the first that finds what the member needs, and of links each one", () => {
    const mapping = { title: ["body.gone", "body.deep", "body.size"], state: ["body.word", "body.other"], time: ["body.word", "body.when"], links: ["body.one", '{"text": "Two", "href": string(body.two)}', "body.gone"] };
    const [signal] = read([mapping], { deep: { title: 1 }, size: 12, word: "whatever", other: "OK", when: "2024-11-08T10:00:00Z", one: "https://one.example", two: "https://two.example" }).signals;
    expect(signal).toMatchObject({ title: "12", status: "resolved", at: Date.parse("2024-11-08T10:00:00Z") });
    expect(signal?.links.slice(0, 2)).toEqual([{ text: "One", href: "https://one.example" }, { text: "Two", href: "https://two.example" }]);
  });

  it("calls a link by the member that it came from, else by its host", () => {
    const body = { dashboard_url: "https://graphs.example/d/1", url: "https://ovens.example:8443/4", see: "javascript:alert(1)" };
    const links = (mapping: object) => read([mapping as Mapping], body).signals[0]?.links;
    expect(links({ links: ["body.url", "body.dashboard_url", "body.see", '"https://wiki.example/" + "ovens"'] })).toEqual([
      { text: "ovens.example:8443", href: "https://ovens.example:8443/4" },
      { text: "Dashboard", href: "https://graphs.example/d/1" },
      { text: "wiki.example", href: "https://wiki.example/ovens" },
    ]);
    expect(links({})).toEqual(expect.arrayContaining([{ text: "Dashboard", href: "https://graphs.example/d/1" }, { text: "ovens.example:8443", href: "https://ovens.example:8443/4" }]));
  });

  it.each(["null", "{EVENT.ID}", "*UNKNOWN*", "{{alert.uuid}}", "$ALERT_ID", "$SERVICEDESC$", "*monitorID*", " ", null])("does not take %j for a value", (nothing) => {
    expect(read([{ title: ["body.first", '"The second"'] }], { first: nothing }).signals[0]?.title).toBe("The second");
  });

  it("reads each member of a list that it names, and says what was too much or nothing", () => {
    const mapping = { each: "body.ovens", title: '"Oven " + string(body.number)' };
    expect(read([mapping], { ovens: [{ number: 1 }, { number: 2 }] }).signals.map(({ title }) => title)).toEqual(["Oven 1", "Oven 2"]);
    expect(read([mapping], { ovens: [] })).toMatchObject({ signals: [], note: "Nothing was in it." });
    const many = read([mapping], { ovens: Array.from({ length: 1_001 }, (_, number) => ({ number })) });
    expect(many.signals).toHaveLength(1_000);
    expect(many.note).toBe("Only the first 1000 of 1001 were read.");
  });

  it("looks into the JSON that a form holds alone, its secrets masked", () => {
    const mapping = { title: "body.title", description: "body.password" };
    const [signal] = read([mapping], { payload: JSON.stringify({ title: "From a form", password: "hunter2hunter2" }) }).signals;
    expect(signal).toMatchObject({ title: "From a form", description: "redacted before storing" });
    expect(read([{ title: "body.payload" }], { payload: "{ broken" }).signals[0]?.title).toBe("{ broken");
  });
});

describe("a preset", () => {
  it("reads the tool's own words, numbers among them", () => {
    expect(read([], hot, ovenwatch).signals).toEqual([
      { key: "oven 4", status: "firing", title: "Oven 4", severity: "critical", labels: expect.objectContaining({ service: "bread" }), description: null, links: [{ text: "The oven", href: "https://ovens.example/4" }], startedAt: Date.parse(hot.at), at: Date.parse(hot.at) },
    ]);
    expect(read([], { ...hot, heat: "Cold" }, ovenwatch).signals[0]).toMatchObject({ status: "resolved", startedAt: null, at: Date.parse(hot.at) });
    expect(read([], { ...hot, heat: "ok", level: "minor" }, ovenwatch).signals[0]).toMatchObject({ status: "resolved", severity: "warning" });
  });

  it("gives way to the source's own mapping, member by member", () => {
    const [signal] = read([{ title: '"My " + string(body.oven)', severity: ["body.gone", '"minor"'] }], hot, ovenwatch).signals;
    expect(signal).toMatchObject({ title: "My 4", severity: "warning", key: "oven 4", status: "firing" });
  });

  it("counts for a member that its tool left empty", () => {
    expect(read([], { ...hot, what: "" }, ovenwatch).signals[0]?.title).toBe("Oven 4");
    expect(read([{ title: 'body.what == "" ? "empty" : "full"' }], { ...hot, what: "" }, ovenwatch).signals[0]?.title).toBe("empty");
  });

  it("has no service and no link of which the tool says nothing", () => {
    const [signal] = read([], { oven: 4, service: "not one of ours", url: "https://unsubscribe.example" }, ovenwatch).signals;
    expect(signal?.labels["service"]).toBeUndefined();
    expect(signal?.links).toEqual([]);
  });

  it("passes over what says nothing about a condition, and says what arrived", () => {
    expect(read([], { ...hot, drill: true }, ovenwatch)).toEqual({ signals: [], note: "A drill of Ovenwatch arrived.", isTest: true });
    expect(read([], { ...hot, heat: "cleaning" }, ovenwatch)).toEqual({ signals: [], note: "The oven is cleaned." });
  });

  it("reads those of a list that say something, beside those that do not", () => {
    const { signals, note, isTest } = read([], [{ ...hot, drill: true }, hot, { ...hot, oven: 5, drill: true }], ovenwatch);
    expect(signals.map(({ key }) => key)).toEqual(["oven 4"]);
    expect([note, isTest]).toEqual(["A drill of Ovenwatch arrived.", undefined]);
    expect(read([], [{ ...hot, drill: true }, { ...hot, heat: "cleaning" }], ovenwatch)).toEqual({ signals: [], note: "A drill of Ovenwatch arrived. The oven is cleaned." });
  });

  it("that is not there any more leaves what arrives to be guessed", () => {
    const adapted = adapterOf({ kind: "mapped", mapping: null, preset: "gone" })({ payload: { title: "Still seen" }, headers: {}, newKey: "made" });
    expect(adapted).toMatchObject({ signals: [{ title: "Still seen" }] });
  });
});
