import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Failed } from "../design/Failed.tsx";
import classes from "./ErrorBoundary.module.css";

/** A screen that could not be drawn: said in words, with the two ways on. */
export function BrokenScreen({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const what = error instanceof Error && error.message !== "" ? error.message : "This screen could not be drawn";
  return (
    <div className={classes["broken"]}>
      <Failed
        title="This screen stopped"
        what={what}
        kept="Everything you sent. Pages, escalations and clocks run on the server and go on."
        next="Draw it again, or load Muster afresh"
        actions={
          <>
            <Button size="xs" variant="default" onClick={onRetry}>
              Draw it again
            </Button>
            <Button size="xs" variant="subtle" onClick={() => window.location.reload()}>
              Load afresh
            </Button>
          </>
        }
      />
    </div>
  );
}

interface State {
  error: unknown;
  hasFailed: boolean;
}

/** Keeps a fault in one part from taking down the rest. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined, hasFailed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, hasFailed: true };
  }

  override render(): ReactNode {
    const { error, hasFailed } = this.state;
    if (!hasFailed) return this.props.children;
    return <BrokenScreen error={error} onRetry={() => this.setState({ error: undefined, hasFailed: false })} />;
  }
}
