import { Button } from "@mantine/core";
import type { ChangeView } from "../../server/platform/config-document/configuration.contract.ts";
import { SheetSkeleton } from "../design/Skeletons.tsx";
import { Foreseen } from "./Foreseen.tsx";
import { MistakeList } from "./MistakeList.tsx";
import classes from "./Plan.module.css";
import { PlanView } from "./PlanView.tsx";
import type { ConfigurationFile } from "./use-configuration-file.ts";

export interface FilePlanProps {
  file: ConfigurationFile;
  /** The button that does it, such as `Apply it`. */
  apply: string;
  /** The way back, such as `Leave it`. */
  leave: string;
  onApplied: (changes: readonly ChangeView[]) => void;
}

/** What a document would do or what is wrong with it, and the buttons that go on or back. */
export function FilePlan({ file, apply, leave, onApplied }: FilePlanProps) {
  if (file.brought === null) return null;
  if (file.isPlanning) return <SheetSkeleton />;
  const isApplicable = file.problem === null && file.plan !== null && file.plan.length > 0;
  return (
    <div>
      {file.problem === null ? <PlanView changes={file.plan ?? []} /> : <MistakeList problem={file.problem} text={file.brought.text} />}
      {file.problem === null ? <Foreseen findings={file.foreseen} /> : null}
      <div className={classes["actions"]}>
        {isApplicable ? <Button loading={file.isApplying} onClick={() => file.apply(onApplied)}>{apply}</Button> : null}
        <Button variant="default" onClick={file.drop}>{leave}</Button>
      </div>
    </div>
  );
}
