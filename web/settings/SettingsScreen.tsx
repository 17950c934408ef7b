import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSignedIn } from "../api/session.ts";
import { Page } from "../shell/Page.tsx";
import classes from "./Settings.module.css";
import { placesFor } from "./settings-places.ts";

/** Everything that is arranged rather than used. */
export function SettingsScreen() {
  const session = useSignedIn();
  return (
    <Page title="Settings" so={session === null ? undefined : `You are ${session.name}, ${session.role}.`} next="What you may arrange is listed here; what you change is in the audit trail.">
      <ul className={classes["places"]}>
        {placesFor(session?.role).map(({ path, words, about }) => (
          <li key={path}>
            <Link to={path}>
              <b>{words}</b>
              <span>{about}</span>
              <IconChevronRight size={16} stroke={1.7} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
