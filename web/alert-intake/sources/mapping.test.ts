import { describe, expect, it } from "vitest";
import type { MappingPreview } from "../../../server/features/alert-intake/mapping.contract.ts";
import { draftOf, faultWords, givenWords, mappingOf, mappingYaml, missingWords } from "./mapping-draft.ts";
import { mappedLines, pathsIn } from "./mapping-lines.ts";

const preview: MappingPreview = {
  deliveryId: null, proposed: {}, mapping: {}, kept: null, count: 2, place: [], note: null,
  items: [{ title: "Cold store 2", status: "firing", severity: "high", key: "4711", service: "cold", serviceId: null, links: [{ text: "Link", href: "https://frost.example/4711" }], description: null, at: "2026-11-19T13:39:51.000Z" }],
  faults: [{ member: "key", index: 1, message: "It ends too early.", column: 6, mend: "Write a name after the dot." }],
  finds: [{ member: "service", index: 0, value: null, missing: "body.site" }, { member: "title", index: 0, value: null, missing: "body.a" }, { member: "title", index: 1, value: "x", missing: null }],
};

describe("a mapping in its fields", () => {
  it("comes back as it was written, several expressions as lines", () => {
    const mapping = { title: "body.what", key: ["body.id", "body.uid"], links: ["body.a", "body.b"] };
    expect(draftOf(mapping)).toMatchObject({ title: "body.what", key: "body.id\nbody.uid", state: "" });
    expect(mappingOf(draftOf(mapping))).toEqual(mapping);
    expect(mappingOf({ ...draftOf({}), title: "  body.x \n\n", state: " \n" })).toEqual({ title: "body.x" });
  });

  it("keeps an expression of several lines one expression", () => {
    expect(mappingOf(draftOf({ title: "body.a +\n  body.b" }))).toEqual({ title: "body.a + body.b" });
  });

  it("is told at each member: what is wrong where, what is missed, what comes out", () => {
    expect(faultWords("key", draftOf({ key: ["body.id", "body."] }), preview)).toBe("Line 2, column 6: It ends too early. Write a name after the dot.");
    expect(faultWords("title", draftOf({}), preview)).toBeNull();
    expect(missingWords("service", preview)).toBe("Not in this body: body.site.");
    expect(missingWords("title", preview)).toBeNull();
    expect(givenWords("service", preview, String)).toBe("cold, which is no service here");
    expect(givenWords("links", preview, String)).toBe("https://frost.example/4711");
    expect(givenWords("time", preview, String)).toBe(String(Date.UTC(2026, 10, 19, 13, 39, 51)));
    expect(givenWords("each", preview, String)).toBe("2 alerts");
    expect(givenWords("title", { items: [], count: 0 }, String)).toBeNull();
  });

  it("is written for a file so that YAML reads it back", () => {
    expect(mappingYaml("frost", { title: "body['what']", key: ["body.a", "body.b"] }).split("\n")).toEqual([
      "sources:", "  frost:", "    kind: mapped", "    mapping:", "      title: 'body[''what'']'", "      key:", "        - 'body.a'", "        - 'body.b'",
    ]);
  });
});

describe("what a mapping looks at in a body", () => {
  it("is found in its expressions, but not in their texts and functions", () => {
    expect(pathsIn('body.probe.label + ", body.x " + string(body["a b"][0])')).toEqual([["probe", "label"], ["a b", 0]]);
    expect(pathsIn('body.msg.contains("x") ? body.items[2].name : nobody.name + body.half.')).toEqual([["msg"], ["items", 2, "name"]]);
  });

  const shaded = (body: object, mapping: object, place: readonly (string | number)[] = []) =>
    mappedLines(JSON.stringify(body), draftOf(mapping), place).filter((line) => line.isUsed).map((line) => [line.parts.map((part) => (typeof part === "string" ? part : part.text)).join("").trim(), line.note]);

  it("is shaded and named by its members", () => {
    const body = { id: 4711, probe: { label: "Cold store 2" }, battery: 1 };
    expect(shaded(body, { title: "body.probe.label", key: "string(body.id)", description: "body.probe" })).toEqual([
      ['"id": 4711,', "key"],
      ['"label": "Cold store 2"', "title, description"],
    ]);
  });

  it("is shaded in the first thing of a list, wherever that stands", () => {
    const body = { alarms: [{ id: 1 }, { id: 2 }] };
    expect(shaded(body, { each: "body.alarms", key: "body.id" })).toEqual([['"id": 1', "key"]]);
    expect(shaded(body, { key: "body.id" }, ["alarms", 0])).toEqual([['"id": 1', "key"]]);
    expect(shaded(body, { key: "body" }, [])).toEqual([]);
  });
});
