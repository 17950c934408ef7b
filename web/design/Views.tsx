import classes from "./Views.module.css";

export interface View<Id extends string> {
  id: Id;
  words: string;
  count?: number | undefined;
}

export interface ViewsProps<Id extends string> {
  label: string;
  views: readonly View<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

/** Saved ways to look at a list, underlined and counted. */
export function Views<Id extends string>({ label, views, chosen, onChoose }: ViewsProps<Id>) {
  return (
    <div className={classes["views"]} role="group" aria-label={label}>
      {views.map((view) => (
        <button
          key={view.id}
          type="button"
          className={classes["view"]}
          aria-pressed={view.id === chosen}
          onClick={() => onChoose(view.id)}
        >
          {view.words}
          {view.count === undefined ? null : <span> {view.count}</span>}
        </button>
      ))}
    </div>
  );
}
