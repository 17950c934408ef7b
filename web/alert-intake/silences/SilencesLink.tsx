import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconBellOff } from "@tabler/icons-react";
import classes from "./Silences.module.css";
import { useSilences } from "./use-silences.ts";

/** The way to the silences, with how many hold now. */
export function SilencesLink() {
  const live = useSilences("current").data?.items.filter(({ state }) => state === "live").length ?? 0;
  return (
    <Button component={Link} to="/alerts/silences" variant="default" leftSection={<IconBellOff size={15} stroke={1.7} aria-hidden="true" />}>
      Silences{live === 0 ? null : <span className={classes["count"]}> {live}</span>}
    </Button>
  );
}
