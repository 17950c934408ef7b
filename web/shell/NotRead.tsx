import { Button } from "@mantine/core";
import type { ApiProblem } from "../api/client.ts";
import { Failed } from "../design/Failed.tsx";
import { Refused } from "../design/Refused.tsx";

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
      next="Read it again"
      actions={
        <Button size="xs" variant="default" onClick={onRetry}>
          Read it again
        </Button>
      }
    />
  );
}
