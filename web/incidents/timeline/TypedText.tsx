import { useState } from "react";
import { beginningOf, partsOf } from "./entry-words.ts";
import classes from "./Timeline.module.css";

/** What a person typed: as it is, whatever it holds; addresses can be pressed, what is long is opened. */
export function TypedText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  const beginning = beginningOf(text);
  return (
    <>
      <p className={classes["text"]} dir="auto">
        {partsOf(isWhole ? text : (beginning ?? text)).map((part, place) =>
          part.isLink ? (
            <a key={place} href={part.text} target="_blank" rel="noreferrer noopener">{part.text}</a>
          ) : (
            part.text
          ),
        )}
      </p>
      {beginning === null ? null : (
        <button type="button" className={classes["whole"]} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show less" : "Show all of it"}
        </button>
      )}
    </>
  );
}
