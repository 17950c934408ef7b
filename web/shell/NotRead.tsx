import { Button } from "@mantine/core";
import type { ApiProblem } from "../api/client.ts";
import { Failed } from "../design/Failed.tsx";
import { Refused } from "../design/Refused.tsx";
import classes from "./Page.module.css";

/** The same in one line, for what stands beside the content. */
export function PartNotRead({ problem }: { problem: ApiProblem }) {
  return <p className={classes["part"]}>{problem.message}</p>;
}

export interface NotReadProps {
  /** What was to be shown here: `The calendar`. */
  what: string;
  problem: ApiProblem;
  onRetry: () => void;
}

/** Something that could not be read: the reason where it was refused, else what failed and the way on. */
export function NotRead({ what, problem, onRetry }: NotReadProps) {
  const isRefused = problem.status >= 400 && problem.status < 500;
  if (isRefused) return <Refused title={`${what} cannot be shown`} reason={problem.message} />;
  return (
    <Failed
      title={`${what} could not be read`}
      what={problem.message}
      kept="Everything. Pages go out as planned while this screen waits."
      next="It is tried again by itself when the connection is back."
      actions={
        <Button size="xs" variant="default" onClick={onRetry}>
          Read it again
        </Button>
      }
    />
  );
}
