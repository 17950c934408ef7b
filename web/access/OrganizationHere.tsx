import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ChangeView } from "../../server/platform/config-document/configuration.contract.ts";
import type { Example } from "../../server/start/example.contract.ts";
import { useAddress } from "../api/queries.ts";
import { FilePlan } from "../configuration/FilePlan.tsx";
import { planSentences } from "../configuration/plan-words.ts";
import { useConfigurationFile } from "../configuration/use-configuration-file.ts";
import classes from "./FirstRun.module.css";

export interface OrganizationHereProps {
  name: string;
  /** What was made just now; empty where it was there before. */
  changes: readonly ChangeView[];
  onRemoved: () => void;
}

/** The organization is there: go on, or take it out again. */
export function OrganizationHere({ name, changes, onRemoved }: OrganizationHereProps) {
  const example = useAddress<Example>("settings", "/api/v1/example");
  const removal = useConfigurationFile();
  const said = planSentences(changes).map(({ sentence }) => sentence).join(" ");
  return (
    <div className={classes["way"]}>
      <span className={classes["icon"]} aria-hidden="true"><IconCheck size={18} stroke={1.9} /></span>
      <div className={classes["words"]}>
        <p>{name} is here</p>
        <p>{said === "" ? "Its people can be invited, and its services can page." : said}</p>
      </div>
      <div className={classes["below"]}>
        {removal.brought === null ? (
          <div className={classes["buttons"]}>
            <Button component={Link} to="/">Go to Now</Button>
            <Button component={Link} to="/settings/access" variant="default">Invite its people</Button>
            <Button variant="subtle" disabled={example.data === undefined} onClick={() => removal.bring({ name: "removal", text: example.data?.removal ?? "" })}>
              Take it out again
            </Button>
          </div>
        ) : (
          <FilePlan file={removal} apply="Delete all of this" leave="Keep it" onApplied={onRemoved} />
        )}
      </div>
    </div>
  );
}
