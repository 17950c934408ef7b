import { IconPlugConnectedX, IconRefresh } from "@tabler/icons-react";
import { TimeOfDay } from "../design/Clock.tsx";
import classes from "./ConnectionBar.module.css";
import type { Connection } from "./types.ts";

/** Says that news has stopped, and since when what is shown was true. Nothing while all is live. */
export function ConnectionBar({ connection }: { connection: Connection }) {
  return (
    <div role="status" className={classes["place"]}>
      {connection.state === "live" ? null : (
        <p className={classes["bar"]}>
          {connection.state === "offline" ? (
            <IconPlugConnectedX size={16} stroke={1.7} aria-hidden="true" />
          ) : (
            <IconRefresh size={16} stroke={1.7} aria-hidden="true" className={classes["turning"]} />
          )}
          <span>
            <b>{connection.state === "offline" ? "No connection" : "Reconnecting"}</b>, you see what was so at{" "}
            <TimeOfDay at={connection.since} />. Pages do not depend on this browser.
          </span>
        </p>
      )}
    </div>
  );
}
