import classes from "./Ask.module.css";

export interface AskOption<Id extends string> {
  id: Id;
  words: string;
}

export interface AskProps<Id extends string> {
  /** The question, for those who do not see what it stands beside. */
  label: string;
  options: readonly AskOption<Id>[];
  chosen?: Id | undefined;
  onAnswer: (id: Id) => void;
}

/** A question of one tap: needed us, noise, duplicate. */
export function Ask<Id extends string>({ label, options, chosen, onAnswer }: AskProps<Id>) {
  return (
    <div className={classes["ask"]} role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.id} type="button" aria-pressed={option.id === chosen} onClick={() => onAnswer(option.id)}>
          {option.words}
        </button>
      ))}
    </div>
  );
}
