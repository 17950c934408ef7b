import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import { whyNot, type Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import type { SavedViewChange, SavedViewWish } from "./alert-view.contract.ts";
import { alertViewPermissions, seesView, whyNotChangeView, whyNotShareView } from "./alert-view.permissions.ts";
import { beginKeeping, lockView, putView, readViewsBeside, type ViewRow } from "./alert-view.queries.ts";
import { mostOwn, mostShared, readFilters, writeFilters } from "./alert-view.rules.ts";

const noSuchView = refuse("alert-view.not-found", "There is no such view. Somebody may have deleted it.");
const changedMeanwhile = refuse("alert-view.changed", "Somebody changed this view meanwhile. Look at it again, then say what is to be otherwise.");

const wrong = (path: string, message: string) => refuse("alert-view.invalid", message, { errors: [{ path, message }] });

/** Keeps a view under a name. */
export async function keepView(tx: Tx, caller: Caller, wish: SavedViewWish): Promise<ViewRow | Refusal> {
  const { name, isShared } = wish;
  if (caller.personId === null) return refuse("not-allowed", "A view is kept by a person; this token is nobody’s.");
  const refused = isShared ? whyNot(caller, alertViewPermissions.share) : null;
  if (refused) return refused;
  const filters = filtersOf(wish.filters);
  if (isRefusal(filters)) return filters;
  await beginKeeping(tx);
  const view = { id: newId(), name: name.trim(), filters, is_shared: isShared, made_by: caller.personId, version: 1 };
  const crowded = await whyNotBeside(tx, view);
  if (crowded) return crowded;
  return told(tx, caller, null, await putView(tx, { ...view, isDeleted: false }));
}

/** Renames a view, gives it other filters or other readers, or brings it back; refused where it was changed since. */
export async function changeView(tx: Tx, caller: Caller, id: string, change: SavedViewChange): Promise<ViewRow | Refusal> {
  const isBack = change.isDeleted === false;
  const before = await openView(tx, caller, id, change.baseVersion, isBack);
  if (isRefusal(before)) return before;
  const isShared = change.isShared ?? before.is_shared;
  const filters = change.filters === undefined ? before.filters : filtersOf(change.filters);
  const refused = whyNotShareView(caller, before, isShared);
  if (refused) return refused;
  if (isRefusal(filters)) return filters;
  const view = { ...before, name: change.name?.trim() ?? before.name, filters, is_shared: isShared, version: before.version + 1 };
  const crowded = await whyNotBeside(tx, view);
  if (crowded) return crowded;
  return told(tx, caller, before, await putView(tx, { ...view, isDeleted: false }));
}

/** Deletes a view; for a day it can be brought back. Refused where it was changed since. */
export async function deleteView(tx: Tx, caller: Caller, id: string, baseVersion: number): Promise<ViewRow | Refusal> {
  const before = await openView(tx, caller, id, baseVersion, false);
  if (isRefusal(before)) return before;
  return told(tx, caller, before, await putView(tx, { ...before, version: before.version + 1, isDeleted: true }));
}

async function openView(tx: Tx, caller: Caller, id: string, baseVersion: number, isDeleted: boolean): Promise<ViewRow | Refusal> {
  // The table before the row, as one who keeps a new view has it: else two could wait for each other.
  await beginKeeping(tx);
  const view = await lockView(tx, id);
  if (!view || !seesView(caller, view) || (view.deleted_at !== null && !isDeleted)) return noSuchView;
  const refused = whyNotChangeView(caller, view);
  if (refused) return refused;
  return view.version === baseVersion ? view : changedMeanwhile;
}

function filtersOf(text: string): string | Refusal {
  const { known, unknown } = readFilters(text);
  const [odd] = unknown;
  return odd === undefined ? writeFilters(known) : wrong("filters", `The list of alerts has no filter “${odd.name}=${odd.value}”.`);
}

async function whyNotBeside(tx: Tx, view: Omit<ViewRow, "made_at" | "deleted_at">): Promise<Refusal | null> {
  const beside = await readViewsBeside(tx, view);
  const isTaken = beside.some(({ name }) => name.toLowerCase() === view.name.toLowerCase());
  if (isTaken) return wrong("name", view.is_shared ? `There is a view “${view.name}” for everybody already.` : `You have a view “${view.name}” already.`);
  if (view.is_shared) return beside.length < mostShared ? null : refuse("alert-view.full", `There are ${mostShared} views for everybody. Delete one first.`);
  return beside.length < mostOwn ? null : refuse("alert-view.full", `You have ${mostOwn} views. Delete one first.`);
}

/** What concerns more than one person stands in the audit trail, by which every open screen hears of it too. */
async function told(tx: Tx, caller: Caller, before: ViewRow | null, after: ViewRow): Promise<ViewRow> {
  if (before?.is_shared !== true && !after.is_shared) return after;
  const action = after.deleted_at !== null ? "deleted" : before === null ? "made" : before.deleted_at !== null ? "restored" : "changed";
  const formOf = ({ name, filters, is_shared: isShared }: ViewRow) => ({ name, filters, isShared });
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "alertViews", id: after.id, action, paths: [], details: { ...(before ? { before: formOf(before) } : {}), after: formOf(after) } });
  return after;
}
