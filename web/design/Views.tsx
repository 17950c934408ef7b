import { type ReactNode, useEffect, useRef } from "react";
import classes from "./Views.module.css";

export interface View<Id extends string> {
  id: Id;
  words: string;
  /** How many there are; words such as `40+` where not all were counted. */
  count?: number | string | undefined;
  /** What else is to be known of it, such as that everybody sees it: a sign before its words, and what it means. */
  sign?: { icon: ReactNode; words: string } | undefined;
}

export interface ViewsProps<Id extends string> {
  label: string;
  views: readonly View<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

/** Saved ways to look at a list, underlined and counted. */
export function Views<Id extends string>({ label, views, chosen, onChoose }: ViewsProps<Id>) {
  const row = useRef<HTMLDivElement>(null);
  const shown = views.map(({ words, count }) => `${words} ${count ?? ""}`).join();
  useEffect(() => bringIntoSight(row.current), [chosen, shown]);
  return (
    <div ref={row} className={classes["views"]} role="group" aria-label={label}>
      {views.map((view) => (
        <button
          key={view.id}
          type="button"
          className={classes["view"]}
          aria-pressed={view.id === chosen}
          onClick={() => onChoose(view.id)}
        >
          {view.sign === undefined ? null : <i title={view.sign.words} role="img" aria-label={view.sign.words}>{view.sign.icon}</i>}
          {view.words}
          {view.count === undefined ? null : <span> {view.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** Scrolls the row, and nothing else, so far that what is chosen is seen whole. */
function bringIntoSight(row: HTMLElement | null): void {
  const button = row?.querySelector<HTMLElement>("[aria-pressed='true']");
  if (!row || !button) return;
  const { left, right } = button.getBoundingClientRect();
  const edges = row.getBoundingClientRect();
  if (left < edges.left) row.scrollLeft -= edges.left - left;
  else if (right > edges.right) row.scrollLeft += right - edges.right;
}
