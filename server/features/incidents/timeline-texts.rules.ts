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
    case "ground corrected":
      return fact.data.text;
    case "evidence attached":
      return fact.data.caption;
    case "incident declared":
    case "title changed":
      return fact.data.title;
    case "template applied":
      return fact.data.name;
    case "handover offered":
      return fact.data.brief;
    case "incident made private":
    case "incident made public":
    case "class set":
    case "incident reopened":
    case "incident cancelled":
    case "rule waived":
      return fact.data.reason;
    default:
      return textBeside(fact);
  }
}

/** Of facts that are told without a text too. */
function textBeside(fact: IncidentFact): ContentReference | null {
  switch (fact.type) {
    case "incident opened":
    case "ground marked":
      return fact.data.reason ?? null;
    case "impact stated":
      return fact.data.description;
    case "question settled":
      return fact.data.answer;
    case "authority lent":
      return fact.data.text;
    case "incident related":
      return fact.data.note;
    case "handover accepted":
      return fact.data.early?.reason ?? null;
    default:
      return null;
  }
}

/** Every text that a fact refers to. */
export function contentsOf(fact: IncidentFact): ContentReference[] {
  const text = textOf(fact);
  const named = fact.type === "ground added" && fact.data.source?.kind === "tool" ? [fact.data.source.name] : [];
  // A question is for the commander: it can be taken out, and its words stand in no line.
  if (fact.type === "question asked") return [fact.data.text];
  if (fact.type === "workstream opened") return fact.data.name === null ? [] : [fact.data.name];
  const options = fact.type === "decision recorded" ? (fact.data.options ?? []) : [];
  return text === null ? named : [text, ...named, ...options];
}
