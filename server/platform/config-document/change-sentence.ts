import { canonicalJson, type Json } from "../../values/canonical-json.ts";
import { cut } from "../../values/text.ts";
import { shown } from "../schemas/wrong-form.ts";
import type { Edit } from "./value-edits.ts";

export type ChangeAction = "create" | "update" | "delete" | "reorder";

const verbs: Readonly<Record<ChangeAction, string>> = { create: "Create", update: "Change", delete: "Delete", reorder: "Reorder" };
const mostTold = 3;
const longestValue = 80;

/** What a change does, in one sentence: “Change the team web (Web): manager from “grete” to “hana”.” */
export function wordChange(action: ChangeAction, subject: string, edits: readonly Edit[]): string {
  const isTold = action === "update" || action === "reorder";
  const details = isTold ? edits.slice(0, mostTold).map(wordEdit) : [];
  const rest = isTold ? edits.length - details.length : 0;
  const told = [...details, ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
  return `${verbs[action]} the ${subject}${told === "" ? "" : `: ${told}`}.`;
}

/** One edit in a few words: “manager from “grete” to “hana””. */
export function wordEdit(edit: Edit): string {
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

/** A value in few words: by its name where it has one, else as a document would hold it. */
function short(value: Json): string {
  if (typeof value === "string") return shown(value);
  const name = typeof value === "object" && value !== null && !Array.isArray(value) ? (value["name"] ?? value["title"]) : undefined;
  return typeof name === "string" ? shown(name) : cut(flow(value), longestValue);
}

function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{ ${Object.entries(value).map(([name, member]) => `${name}: ${flow(member)}`).join(", ")} }`;
}
