import type { Json } from "../../values/canonical-json.ts";
import type { Edit } from "../config-document/value-edits.ts";

interface Step {
  edit: Edit;
  way: string[];
}

/** Carries out planned edits on a value as it is shown, to see that they say everything. */
export function applyEdits(value: Json, edits: readonly Edit[]): Json {
  return applySteps(value, edits.map((edit) => ({ edit, way: edit.path.match(/[^.[\]]+/g) ?? [] })));
}

function applySteps(value: Json, steps: readonly Step[]): Json {
  const whole = steps.find(({ edit, way }) => way.length === 0 && edit.kind === "set");
  if (whole) return whole.edit.kind === "set" ? whole.edit.to : value;
  if (Array.isArray(value)) return applyToList(value, steps);
  return typeof value === "object" && value !== null ? applyToMembers(value, steps) : value;
}

function applyToMembers(members: { [key: string]: Json }, steps: readonly Step[]): Json {
  const result = { ...members };
  for (const name of new Set(steps.map(({ way }) => way[0] ?? ""))) {
    const own = below(steps, name);
    const direct = own.find(({ way, edit }) => way.length === 0 && edit.kind !== "set")?.edit;
    if (direct?.kind === "removed") delete result[name];
    else if (direct?.kind === "added") result[name] = direct.to;
    else result[name] = applySteps(result[name] ?? null, own);
  }
  return result;
}

function applyToList(list: readonly Json[], steps: readonly Step[]): Json {
  const direct = steps.filter(({ way }) => way.length === 1).map(({ edit }) => edit);
  const gone = new Set(direct.flatMap((edit) => (edit.kind === "removed" ? [placeOf(list, edit.path)] : edit.kind === "moved" ? [edit.from] : [])));
  const placed = new Map(direct.flatMap((edit): [number, Json][] => (edit.kind === "added" ? [[edit.at ?? 0, edit.to]] : edit.kind === "moved" ? [[edit.to, list[edit.from] ?? null]] : [])));
  const resting = list.filter((_, place) => !gone.has(place));
  const result: Json[] = [];
  while (placed.size > 0 || resting.length > 0) {
    const here = placed.get(result.length);
    placed.delete(result.length);
    result.push(here === undefined ? (resting.shift() ?? null) : here);
  }
  return result.map((item, place) => applySteps(item, nested(steps, [String(place), nameOf(item)])));
}

/** What lies below an entry, or sets it whole. */
function nested(steps: readonly Step[], names: readonly (string | null)[]): Step[] {
  return names.flatMap((name) => (name === null ? [] : below(steps, name))).filter(({ way, edit }) => way.length > 0 || edit.kind === "set");
}

function below(steps: readonly Step[], name: string): Step[] {
  return steps.filter(({ way }) => way[0] === name).map(({ edit, way }) => ({ edit, way: way.slice(1) }));
}

function placeOf(list: readonly Json[], path: string): number {
  const last = path.match(/[^.[\]]+/g)?.at(-1) ?? "";
  return path.endsWith("]") ? Number(last) : list.findIndex((item) => nameOf(item) === last);
}

function nameOf(item: Json): string | null {
  const id = typeof item === "object" && item !== null && !Array.isArray(item) ? item["id"] : null;
  return typeof id === "string" ? id : null;
}
