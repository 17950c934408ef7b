import { describe, expect, it } from "vitest";
import { z } from "zod";
import { url } from "../schemas/forms.ts";
import { readDocument } from "./read-document.ts";
import { isSameSecret, secretOrReference, valueOfSecret, withFingerprints, type Secret } from "./secrets.ts";
import { section } from "./section.ts";
import { writeDocument } from "./write-document.ts";

const gardens = section({ name: "gardens", shape: "map", noun: "garden", schema: z.strictObject({ gate: secretOrReference(url) }) });
const sections = [gardens] as const;
const mark = (value: string) => `mark-${String(value.length).padStart(4, "0")}`;

function read(gate: string) {
  return readDocument(`muster: 1\ngardens:\n  rose: { gate: ${gate} }\n`, { format: "yaml", sections });
}

function secretIn(gate: string): Secret {
  const outcome = read(gate);
  if ("problems" in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.document.gardens?.["rose"]?.gate ?? { secret: {} };
}

function problemsOf(gate: string) {
  const outcome = read(gate);
  return "problems" in outcome ? outcome.problems.map(({ path, message }) => [path, message]) : [];
}

describe("a secret", () => {
  it("is given outright, or taken from its variable, else from the default", () => {
    expect(valueOfSecret(secretIn('"http://given.example"'))).toBe("http://given.example");
    expect(valueOfSecret(secretIn('{ env: GATE, default: "http://default.example" }'))).toBe("http://default.example");
    expect(valueOfSecret(secretIn('{ env: GATE, default: "http://default.example", value: "http://told.example" }'))).toBe("http://told.example");
    expect(valueOfSecret(secretIn('{ env: GATE, value: "http://told.example" }'))).toBe("http://told.example");
  });

  it("is refused, naming the variable, where there is neither", () => {
    expect(problemsOf("{ env: GATE }")).toEqual([["gardens.rose.gate.env", "The variable GATE has no value."]]);
  });

  it("has the form of its place, wherever it comes from, and is not repeated", () => {
    const wrong = "What is given here is neither text nor a reference.";
    expect(problemsOf('{ env: GATE, value: "nowhere" }').map(([path]) => path)).toEqual(["gardens.rose.gate.value"]);
    expect(problemsOf("[hush]")).toEqual([["gardens.rose.gate", wrong]]);
    expect(problemsOf("{ env: GATE, defualt: hush }").map(([path]) => path)).toEqual(["gardens.rose.gate.env", "gardens.rose.gate.defualt"]);
    expect(problemsOf("{ env: 1GATE, default: 'http://a.example' }").map(([path]) => path)).toEqual(["gardens.rose.gate.env"]);
  });

  it("is the same where its reference and, as far as can be told, its value are", () => {
    const [one, two] = [secretIn('{ env: GATE, default: "http://a.example" }'), secretIn('{ env: GATE, default: "http://a.example", value: "http://other.example" }')];
    expect(isSameSecret(one, one)).toBe(true);
    expect(isSameSecret(one, two)).toBe(false);
    const [marked, other] = [withFingerprints(one, mark), withFingerprints(two, mark)];
    expect(isSameSecret(marked, { secret: { env: "GATE", default: "http://a.example", fingerprint: mark("http://a.example") } })).toBe(true);
    expect(isSameSecret(marked, other)).toBe(false);
    expect(isSameSecret(marked, withFingerprints(secretIn('{ env: DOOR, default: "http://a.example" }'), mark))).toBe(false);
  });

  it("is written as its reference or its mark, which is read as the one that is kept", () => {
    const given = withFingerprints({ gardens: { rose: { gate: secretIn('"http://hush.example"') } } }, mark);
    const text = writeDocument(given, sections);
    expect(text).toBe("muster: 1\ngardens:\n  rose: { gate: { kept: mark-0019 } }\n");
    const outcome = readDocument(text, { format: "yaml", sections });
    expect("document" in outcome && outcome.document).toEqual({ gardens: { rose: { gate: { secret: { fingerprint: "mark-0019" } } } } });
    expect(() => writeDocument({ gardens: { rose: { gate: secretIn('"http://hush.example"') } } }, sections)).toThrow(/has none/);
  });
});
