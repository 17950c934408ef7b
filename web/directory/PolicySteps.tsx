import { Link } from "@tanstack/react-router";
import type { PolicyView } from "../../server/features/escalation/policy.contract.ts";
import classes from "./Directory.module.css";

function NowReached({ people }: { people: readonly { id: string; name: string }[] }) {
  if (people.length === 0) return <span className={classes["flag"]}>Nobody just now: the step is passed at once.</span>;
  return (
    <span className={classes["small"]}>
      Now{" "}
      {people.map(({ id, name }, index) => (
        <span key={id}>
          {index === 0 ? "" : ", "}
          <Link to="/people/$id" params={{ id }}>
            {name}
          </Link>
        </span>
      ))}
    </span>
  );
}

/** An escalation policy, step by step, with whom each would reach now. */
export function PolicySteps({ policy }: { policy: PolicyView }) {
  return (
    <ol className={classes["steps"]}>
      {policy.steps.map(({ sentence, targets }, index) => {
        const people = new Map(targets.flatMap(({ peopleNow }) => peopleNow.map((person) => [person.id, person] as const)));
        return (
          <li key={index}>
            <p>{sentence}</p>
            <NowReached people={[...people.values()]} />
          </li>
        );
      })}
      <li data-end="true">
        <p>{policy.end}</p>
        {policy.question === null ? null : <p className={classes["small"]}>{policy.question}</p>}
      </li>
    </ol>
  );
}
