import type { SavedView } from "../../../server/features/alert-intake/alert-view.contract.ts";
import { type AlertsSearch, filtersOf, searchOfView } from "../alerts-search.ts";

/** So many kept views stand in the row; the others are behind a menu. */
const mostTabs = 5;

/** The kept view that is open, if it is still there. */
export function openView(views: readonly SavedView[], search: AlertsSearch): SavedView | undefined {
  return views.find(({ id }) => id === search.saved);
}

/** Whether the filters are those of the view. */
export function isAsKept(view: SavedView, search: AlertsSearch): boolean {
  return filtersOf(searchOfView(view)) === filtersOf(search);
}

/** Whether there is something to keep: more than a view that always is. */
export function isNarrowed({ search, service }: AlertsSearch): boolean {
  return (search ?? "") !== "" || service !== undefined;
}

/** The kept views that stand in the row, the open one always among them, and those behind the menu. */
export function tabsOf(views: readonly SavedView[], openId: string | undefined): { tabs: SavedView[]; rest: SavedView[] } {
  if (views.length <= mostTabs) return { tabs: [...views], rest: [] };
  const first = views.slice(0, mostTabs);
  const isThere = first.some(({ id }) => id === openId) || !views.some(({ id }) => id === openId);
  const tabs = isThere ? first : [...first.slice(0, -1), ...views.filter(({ id }) => id === openId)];
  return { tabs, rest: views.filter((view) => !tabs.includes(view)) };
}

/** The view that keeping under this name would take the place of: one's own, or one for everybody, of the same name. */
export function namesake(views: readonly SavedView[], name: string, isShared: boolean): SavedView | undefined {
  const meant = name.trim().toLowerCase();
  return views.find((view) => view.isShared === isShared && view.mayChange && view.name.toLowerCase() === meant);
}

/** `The service “ledger” is no more; it is left out.` */
export function ignoredWords({ ignored }: SavedView): string | null {
  if (ignored.length === 0) return null;
  const words = ignored.map(({ name, value }) => `${name} “${value}”`).join(", ");
  return ignored.length === 1 ? `This view was kept with ${words}, which is no more and is left out.` : `This view was kept with ${words}, which are no more and are left out.`;
}
