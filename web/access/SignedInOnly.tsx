import { Button } from "@mantine/core";
import { Navigate, useRouterState } from "@tanstack/react-router";
import { Fragment, type ReactNode, useEffect, useState } from "react";
import { sessionPath, useSession } from "../api/session.ts";
import { Failed } from "../design/Failed.tsx";
import classes from "./Door.module.css";
import { readReturn } from "./return-address.ts";

const again = 3_000;

/** Says that the server does not answer yet, and goes on asking. */
function Away({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  useEffect(() => {
    const timer = setInterval(onRetry, again);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <main className={classes["away"]}>
      <Failed
        title="Muster does not answer yet"
        what={reason}
        kept="Everything. Whatever was due goes out as soon as it is back."
        next="This page asks again every three seconds."
        actions={
          <Button size="xs" variant="default" onClick={onRetry}>
            Ask now
          </Button>
        }
      />
    </main>
  );
}

/** Leads to the door, which remembers where one came from. */
function ToTheDoor() {
  const href = useRouterState({ select: (state) => state.location.href });
  // The address changes while the door loads; where one came from does not.
  const [from] = useState(href);
  return <Navigate to="/sign-in" search={readReturn({ from })} replace />;
}

/** Shows what is inside to whoever is signed in; anybody else is led to the door, and back afterwards. */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useSession();
  if (session === undefined) return error === null ? null : <Away reason={error.message} onRetry={refetch as () => void} />;
  if (session === null) return <ToTheDoor />;
  // With another person everything begins anew, the stream included.
  return <Fragment key={session.personId ?? sessionPath}>{children}</Fragment>;
}
