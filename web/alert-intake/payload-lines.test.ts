import { describe, expect, it } from "vitest";
import { payloadLines } from "./payload-lines.ts";

const marksOf = (body: unknown, labels: Record<string, string> = {}) =>
  payloadLines(typeof body === "string" ? body : JSON.stringify(body), { labels }).flatMap((line) =>
    line.parts.flatMap((part) => (typeof part === "string" ? [] : [`${part.mark}: ${part.text}${line.note ? ` → ${line.note}` : ""}`])),
  );

const textOf = (body: string) => payloadLines(body, { labels: {} }).map((line) => line.parts.map((part) => (typeof part === "string" ? part : part.text)).join("")).join("\n");

describe("A stored payload", () => {
  it("is shown as it is, line by line", () => {
    const payload = { a: 1, b: [{ c: null }, []], d: {} };
    expect(textOf(JSON.stringify(payload))).toBe('{\n  "a": 1,\n  "b": [\n    {\n      "c": null\n    },\n    []\n  ],\n  "d": {}\n}');
    expect(textOf("not json\nat all")).toBe("not json\nat all");
  });

  it("has in bold what was read for this alert, and only for this one", () => {
    const mine = { alertname: "HighLatency", region: "eu" };
    const other = { alertname: "HighLatency", region: "us" };
    expect(marksOf({ receiver: "muster", alerts: [{ status: "firing", labels: other }, { status: "firing", labels: mine }] }, mine)).toEqual([
      'read: "status": "firing" → state', 'read: "alertname": "HighLatency" → group', 'read: "region": "eu" → label',
    ]);
  });

  it("marks where something was taken out before storing, also inside a text", () => {
    expect(marksOf({ event_action: "trigger", api_key: "redacted before storing" })).toEqual(['read: "event_action": "trigger" → state', "hidden: redacted before storing"]);
    expect(marksOf("token redacted before storing here")).toEqual(["hidden: redacted before storing"]);
  });
});
