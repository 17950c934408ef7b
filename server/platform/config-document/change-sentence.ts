import { canonicalJson, type Json } from "../../values/canonical-json.ts";
import { shown } from "../schemas/wrong-form.ts";
import type { Edit } from "./value-edits.ts";

export type ChangeAction = "create" | "update" | "delete" | "reorder";

const verbs: Readonly<Record<ChangeAction, string>> = { create: "Create", update: "Change", delete: "Delete", reorder: "Reorder" };
const mostTold = 3;

/** What a change does, in one sentence: “Change the team web (Web): manager from “grete” to “hana”.” */
export function wordChange(action: ChangeAction, subject: string, edits: readonly Edit[]): string {
  const isTold = action === "update" || action === "reorder";
  const details = isTold ? edits.slice(0, mostTold).map(wordEdit) : [];
  const rest = isTold ? edits.length - details.length : 0;
  const told = [...details, ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
  return `${verbs[action]} the ${subject}${told === "" ? "" : `: ${told}`}.`;
}

function wordEdit(edit: Edit): string {
  switch (edit.kind) {
    case "moved":
      return `${short(edit.value)} moves from place ${edit.from + 1} to place ${edit.to + 1} of ${listOf(edit.path)}`;
    case "added":
      return isPlace(edit.path) ? `${listOf(edit.path)} gains ${short(edit.to)}` : `${edit.path} becomes ${short(edit.to)}`;
    case "removed":
      return isPlace(edit.path) ? `${listOf(edit.path)} loses ${short(edit.from)}` : `${edit.path} ${short(edit.from)} goes`;
    case "set":
      return canonicalJson(edit.from) === canonicalJson(edit.to) ? `${edit.path} gets another value` : `${edit.path} from ${short(edit.from)} to ${short(edit.to)}`;
  }
}

function isPlace(path: string): boolean {
  return path.endsWith("]");
}

/** The list that a place is in; the whole thing where the list has no name of its own. */
function listOf(path: string): string {
  return path.replace(/(\[\d+\]|\.[^.[\]]+)$/, "") || "the list";
}

function short(value: Json): string {
  if (typeof value === "string") return shown(value);
  const text = canonicalJson(value);
  return text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text;
}
