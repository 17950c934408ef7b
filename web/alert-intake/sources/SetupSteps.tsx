import { Code } from "../../design/Code.tsx";
import { type Setup, type SetupBlock } from "./setup-block.ts";
import classes from "./SourcesScreen.module.css";

/** What to do in the tool, in its order, each with what to paste. */
export function SetupSteps({ setup }: { setup: Setup }) {
  const isList = setup.steps.length > 2;
  const steps = setup.steps.map(({ text, block }, index) => (
    <li key={index}>
      {text === undefined ? null : <p>{text}</p>}
      {block === undefined ? null : <Block block={block} />}
    </li>
  ));
  return isList ? <ol className={classes["todo"]}>{steps}</ol> : <ul className={classes["todo"]} data-plain>{steps}</ul>;
}

/** Lines to copy. */
export function Block({ block }: { block: SetupBlock }) {
  return <Code label={block.label} content={block.lines} copy={block.copy} />;
}
