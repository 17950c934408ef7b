import type { ContentReference } from "../../values/content-reference.ts";
import type { IncidentFact } from "./incident.events.ts";

/** The text of a fact that people read as the entry itself; null where nobody typed one. */
export function textOf(fact: IncidentFact): ContentReference | null {
  switch (fact.type) {
    case "note posted":
    case "decision recorded":
    case "call recorded":
    case "production changed":
    case "task added":
    case "ground added":
      return fact.data.text;
    case "evidence attached":
      return fact.data.caption;
    case "incident declared":
    case "title changed":
      return fact.data.title;
    case "handover offered":
      return fact.data.brief;
    case "class set":
    case "incident reopened":
    case "incident cancelled":
      return fact.data.reason;
    case "impact stated":
      return fact.data.description;
    default:
      return null;
  }
}

/** Every text that a fact refers to. */
export function contentsOf(fact: IncidentFact): ContentReference[] {
  const text = textOf(fact);
  return text === null ? [] : [text];
}
