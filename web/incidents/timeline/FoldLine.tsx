import { useState } from "react";
import { foldWords, type TimelineRow } from "../fold-timeline.ts";
import { timeOfDay } from "../../design/wording.ts";
import { NotedWords } from "./EntryLine.tsx";
import { PageAttempts } from "./PageAttempts.tsx";
import classes from "./Timeline.module.css";

/** A burst of like lines in one: what they are, how many, and each of them once it is opened. */
export function FoldLine({ fold }: { fold: Extract<TimelineRow, { kind: "fold" }> }) {
  const [isOpen, setOpen] = useState(false);
  const { bold, rest } = foldWords(fold);
  const { entries, of } = fold;
  return (
    <>
      <p className={classes["noted"]}>
        <NotedWords bold={bold} rest={rest} doer={null} />{" "}
        <button type="button" className={classes["whole"]} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "fold" : of === "page" ? `${entries.length} pages` : "show each"}
        </button>
      </p>
      {of === "page" && !isOpen ? <PageAttempts entries={entries} /> : null}
      {isOpen ? (
        <ul className={classes["folded"]}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <time dateTime={entry.at}>{timeOfDay(Date.parse(entry.at), undefined, true)}</time>
              <div>
                <NotedWords bold={entry.bold} rest={entry.rest} doer={null} />
                {of === "page" ? <PageAttempts entries={[entry]} /> : null}
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
