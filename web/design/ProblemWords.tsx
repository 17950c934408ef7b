import classes from "./ProblemWords.module.css";

export interface Problem {
  message: string;
  errors?: readonly { path: string; message: string; mend?: string }[];
}

/** Why something was refused or failed, in the place where it was asked for; what was typed stays. */
export function ProblemWords({ problem }: { problem: Problem | null }) {
  if (problem === null) return null;
  const { message, errors = [] } = problem;
  return (
    <div className={classes["problem"]} role="alert">
      {errors.length === 0 ? <p>{message}</p> : null}
      {errors.map((error) => (
        <p key={`${error.path} ${error.message}`}>
          {error.message} {error.mend}
        </p>
      ))}
    </div>
  );
}
