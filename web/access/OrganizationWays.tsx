import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import type { ChangeView } from "../../server/platform/config-document/configuration.contract.ts";
import type { Example } from "../../server/start/example.contract.ts";
import { useAddress } from "../api/queries.ts";
import { FileDrop } from "../configuration/FileDrop.tsx";
import { FilePlan } from "../configuration/FilePlan.tsx";
import { useConfigurationFile } from "../configuration/use-configuration-file.ts";
import classes from "./FirstRun.module.css";

export interface OrganizationWaysProps {
  isLater: boolean;
  onMade: (changes: readonly ChangeView[]) => void;
}

/** The ways to bring an organization in; each shows what it would make first. */
export function OrganizationWays({ isLater, onMade }: OrganizationWaysProps) {
  const example = useAddress<Example>("settings", isLater ? null : "/api/v1/example");
  const ofExample = useConfigurationFile();
  const own = useConfigurationFile();
  return (
    <div className={classes["ways"]}>
      <div className={classes["way"]} data-later={isLater || undefined}>
        <span className={classes["icon"]} aria-hidden="true"><IconUsers size={18} stroke={1.6} /></span>
        <div className={classes["words"]}>
          <p>Look around with Acme Outdoor</p>
          <p>Eleven people, four teams, four services, a written process. One button removes it whole.</p>
        </div>
        {ofExample.brought === null ? (
          <Button
            variant={own.brought === null ? "filled" : "default"}
            disabled={example.data === undefined}
            onClick={() => ofExample.bring({ name: "example", text: example.data?.document ?? "" })}
          >
            Use the example
          </Button>
        ) : (
          <div className={classes["below"]}><FilePlan file={ofExample} apply="Make all of this" leave="Not now" onApplied={onMade} /></div>
        )}
      </div>
      {own.brought === null ? (
        <FileDrop
          title="Bring your own file"
          text="Drop a YAML here. Muster shows what it would make before it makes anything, and names each mistake by line."
          onFile={own.bring}
          isDisabled={isLater}
        />
      ) : (
        <div className={classes["way"]}>
          <div className={classes["whole"]}>
            <p className={classes["name"]}>{own.brought.name}</p>
            <FilePlan file={own} apply="Make all of this" leave="Take another file" onApplied={onMade} />
          </div>
        </div>
      )}
    </div>
  );
}
