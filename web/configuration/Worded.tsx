import classes from "./Plan.module.css";

/** A sentence of the server's in which names of the file stand between backticks. */
export function Worded({ text }: { text: string }) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index} className={classes["word"]}>{part}</code> : part));
}
