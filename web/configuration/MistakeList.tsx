import type { ApiProblem } from "../api/client.ts";
import classes from "./Plan.module.css";
import { Worded } from "./Worded.tsx";

function Mistake({ mistake, lines }: { mistake: ApiProblem["errors"][number]; lines: readonly string[] }) {
  const { path, message, line, mend } = mistake;
  const text = line === undefined ? undefined : lines[line - 1]?.trim();
  return (
    <li>
      <p className={classes["where"]}>
        {line === undefined ? null : <b>Line {line}</b>} <span>{path}</span>
      </p>
      {text === undefined || text === "" ? null : <code className={classes["text"]}>{text}</code>}
      <p>
        <Worded text={message} /> <b><Worded text={mend ?? ""} /></b>
      </p>
    </li>
  );
}

/** Why a document cannot be applied: every mistake with its line and its mend. */
export function MistakeList({ problem, text }: { problem: ApiProblem; text: string }) {
  const lines = text.split("\n");
  const count = problem.errors.length;
  if (count === 0) return <p className={classes["refusal"]} role="alert"><Worded text={problem.message} /></p>;
  return (
    <div role="alert">
      <p className={classes["refusal"]}>{count === 1 ? "One thing is wrong." : `${count} things are wrong.`} Nothing was changed.</p>
      <ol className={classes["mistakes"]} tabIndex={0} aria-label="What is wrong">
        {problem.errors.map((mistake, index) => (
          <Mistake key={index} mistake={mistake} lines={lines} />
        ))}
      </ol>
    </div>
  );
}
