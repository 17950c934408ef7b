import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import { redacted } from "../../server/features/alert-intake/redaction.rules.ts";
import type { CodeLine, CodePart } from "../design/Code.tsx";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Path = readonly (string | number)[];

/** What a path in the payload became, where Muster read it. */
export type Reading = (path: Path) => string | undefined;

const eventFields: Readonly<Record<string, string>> = {
  event_action: "state", dedup_key: "key", "payload.summary": "title", "payload.severity": "severity", "payload.timestamp": "began",
  "payload.source": "label", "payload.component": "label", "payload.group": "label", "payload.class": "label", client_url: "link",
};

const plainFields: Readonly<Record<string, string>> = {
  title: "title", summary: "title", message: "title", status: "state", severity: "severity", key: "key", dedup_key: "key", alias: "key",
  service: "service", description: "description", details: "description", link: "link", url: "link", startedAt: "began", timestamp: "began",
};

const alertFields: Readonly<Record<string, string>> = {
  status: "state", fingerprint: "key", startsAt: "began", generatorURL: "link", "labels.severity": "severity", "labels.alertname": "group",
  "labels.service": "service", "annotations.summary": "title", "annotations.description": "description", "annotations.runbook_url": "link", "annotations.dashboard_url": "link",
};

/** The stored body as lines: in bold what was read of it, marked what was taken out before storing. */
export function payloadLines(body: string, alert: Pick<AlertDetail, "labels">): CodeLine[] {
  const payload = parse(body);
  if (payload === undefined) return body.split("\n").map((line) => ({ parts: maskedParts(line) }));
  return write(payload, [], readingOf(payload, alert));
}

/** The stored body as lines, those shaded that were read. */
export function readLines(body: string, reading: Reading): CodeLine[] {
  const payload = parse(body);
  const lines = payload === undefined ? payloadLines(body, { labels: {} }) : write(payload, [], reading);
  return lines.map((line) => (line.note === undefined ? line : { ...line, parts: withIndent(line.parts), isUsed: true }));
}

/** A shaded line is laid out in boxes, where space alone would get lost. */
function withIndent([indent, first, ...others]: readonly CodePart[]): CodePart[] {
  if (typeof indent !== "string" || first === undefined) return [indent ?? ""];
  return [typeof first === "string" ? `${indent}${first}` : { ...first, text: `${indent}${first.text}` }, ...others];
}

function parse(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readingOf(payload: Json, alert: Pick<AlertDetail, "labels">): Reading {
  if (!isObject(payload)) return () => undefined;
  if (Array.isArray(payload["alerts"])) return alertReading(payload["alerts"], alert);
  const fields = "event_action" in payload ? eventFields : plainFields;
  return (path) => fields[path.join(".")] ?? (path[0] === "labels" && path.length === 2 ? "label" : undefined);
}

/** Of many alerts in one delivery only this one's own lines were read for it. */
function alertReading(alerts: readonly Json[], alert: Pick<AlertDetail, "labels">): Reading {
  const own = alerts.findIndex((each) => isObject(each) && isObject(each["labels"]) && isSame(each["labels"], alert.labels));
  return (path) => (path[0] === "alerts" && path[1] === own ? (alertFields[path.slice(2).join(".")] ?? (path[2] === "labels" && path.length === 4 ? "label" : undefined)) : undefined);
}

function isSame(labels: { [name: string]: Json }, known: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(labels);
  return names.length === Object.keys(known).length && names.every((name) => labels[name] === known[name] || isMasked(labels[name]));
}

function isMasked(value: Json | undefined): boolean {
  return typeof value === "string" && value.includes(redacted);
}

function write(value: Json, path: Path, reading: Reading, before = "", after = ""): CodeLine[] {
  const indent = "  ".repeat(path.length);
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [lineOf(`${indent}`, `${before}${JSON.stringify(value)}`, after, reading(path))];
  const isList = Array.isArray(value);
  const entries = isList ? value.map((each, index) => [index, each] as const) : Object.entries(value);
  const inner = entries.flatMap(([name, each], index) => {
    const comma = index === entries.length - 1 ? "" : ",";
    return write(each, [...path, name], reading, isList ? "" : `${JSON.stringify(name)}: `, comma);
  });
  const [opening, closing] = isList ? ["[", "]"] : ["{", "}"];
  return [{ parts: [`${indent}${before}${opening}`] }, ...inner, { parts: [`${indent}${closing}${after}`] }];
}

function lineOf(indent: string, text: string, after: string, note: string | undefined): CodeLine {
  if (text.includes(redacted)) return { parts: [indent, ...maskedParts(text), after] };
  if (note === undefined) return { parts: [`${indent}${text}${after}`] };
  return { parts: [indent, { text, mark: "read" }, after], note };
}

/** Marks every place where something was taken out. */
function maskedParts(text: string): CodePart[] {
  return text.split(redacted).flatMap((part, index): CodePart[] => (index === 0 ? [part] : [{ text: redacted, mark: "hidden" }, part]));
}
