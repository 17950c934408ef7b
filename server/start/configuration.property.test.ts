import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangesView } from "../platform/config-document/configuration.contract.ts";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import { readDocument } from "../platform/config-document/read-document.ts";
import { writeDocument } from "../platform/config-document/write-document.ts";
import { openTestApp } from "../platform/testing/test-app.ts";
import { configuration } from "./configuration.ts";

const sections = configuration.sections.map(({ section }) => section);
type Document = Record<string, unknown>;
type Way = (string | number)[];

function read(text: string): Document | null {
  const outcome = readDocument(text, { format: "yaml", sections, standing: { existing: {}, managed: {} } });
  return "problems" in outcome ? null : outcome.document;
}

const acme = read(readFileSync(new URL("../../examples/acme.yaml", import.meta.url), "utf8")) ?? {};

/** The ways to everything in a value, secrets left out. */
function waysOf(value: unknown, way: Way = []): Way[] {
  if (typeof value !== "object" || value === null) return [way];
  const below = Object.entries(value).filter(([name]) => name !== "secret");
  return [way, ...below.flatMap(([name, member]) => waysOf(member, [...way, Array.isArray(value) ? Number(name) : name]))];
}

const ways = waysOf(acme).filter((way) => way.length > 1);

/** The same document with one value changed, or null where the way leads nowhere any more. */
function changedAt(document: Document, way: Way, change: (value: unknown) => unknown): Document | null {
  const copy = structuredClone(document);
  let holder = copy as Record<string, unknown>;
  for (const step of way.slice(0, -1)) {
    const below = holder[step];
    if (typeof below !== "object" || below === null) return null;
    holder = below as Record<string, unknown>;
  }
  const last = way.at(-1) ?? "";
  const value = change(holder[last]);
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

function otherThan(value: unknown, salt: number): unknown {
  if (Array.isArray(value)) return salt % 2 === 0 ? [...value].reverse() : value.slice(1);
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return typeof value === "string" ? otherText(value, salt) : undefined;
}

function otherText(text: string, salt: number): string {
  if (/^\d+(s|m|h|d|w)$/.test(text)) return `${salt + 1}${text.at(-1) ?? ""}`;
  return `${text} ${["ä", "#", "😀", "'", "\\", ": x", "true"][salt % 7] ?? ""}`;
}

const edit = fc.record({ way: fc.constantFrom(...ways), salt: fc.nat(20), isGone: fc.boolean() });
type RandomEdit = { way: Way; salt: number; isGone: boolean };

/** Of random edits those that leave the document right. */
function edited(edits: readonly RandomEdit[]): Document {
  return edits.reduce<Document>((document, { way, salt, isGone }) => {
    const changed = changedAt(document, way, (value) => (isGone ? undefined : otherThan(value, salt)));
    return (changed && readAgain(changed)) ?? document;
  }, acme);
}

/** An edit may leave something that cannot even be written. */
function readAgain(document: Document): Document | null {
  try {
    return read(writeDocument(document, sections));
  } catch {
    return null;
  }
}

/** What is empty says as much as what is absent. */
function withoutEmpty(document: Document): Document {
  return Object.fromEntries(Object.entries(document).filter(([, content]) => Object.keys(content as object).length > 0));
}

describe("any document that is right", async () => {
  const { call } = await openTestApp((app, tools) => configurationRoutes(app, tools, configuration), { context: { secret: "a-key-of-this-installation" } });
  const apply = (text: string, query = "") => call<ChangesView>(`PUT /api/v1/config${query}`, { as: "administrator", body: text, headers: { "content-type": "application/yaml" } });

  it("is exported as it was applied, whatever was there before, and planned again without a change", async () => {
    const kept = Object.keys(acme).filter((name) => name !== "process" && name !== "grouping" && name !== "organization");
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        const document = { ...Object.fromEntries(kept.map((name) => [name, Array.isArray(acme[name]) ? [] : {}])), ...edited(edits) };
        const text = writeDocument(document, sections);
        const answer = await apply(text);
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        expect((await apply(text, "?plan=true")).body.changes).toEqual([]);
        const exported = (await call<string>("GET /api/v1/config", { as: "manager" })).body;
        expect(withoutEmpty(read(exported) ?? {})).toEqual(withoutEmpty(read(text) ?? {}));
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});
