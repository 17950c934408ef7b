import { Button, Modal, TextInput } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { milestones, type Milestone } from "../../../server/features/incidents/incident-words.rules.ts";
import { useNow } from "../../design/NowProvider.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import { isAhead, localNow, momentIn } from "../composer/happened-at.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { intervalWords, isOpenToWords, measureWords, milestoneWords } from "../room-words.ts";
import classes from "./Dialogs.module.css";

type View = IncidentDetail["milestones"][Milestone];

/** Where a milestone stands, and who said so. */
function standing(view: View): string {
  switch (view.status) {
    case "recorded":
      return `${fullMomentWords(Date.parse(view.at), undefined, true)}, ${view.isByPerson ? "set by a person" : "recorded by Muster"}`;
    case "invalid":
      return `${fullMomentWords(Date.parse(view.at), undefined, true)} lies before “${milestoneWords[view.because].name}”, and does not count`;
    case "pending":
      return "not yet";
    case "notApplicable":
      return "does not apply";
  }
}

function MilestoneForm({ name, view, onDone }: { name: Milestone; view: View; onDone: () => void }) {
  const now = useNow();
  const [value, setValue] = useState(() => localNow("at" in view ? Date.parse(view.at) : now));
  const setting = useRoomCommand();
  const set = (at: string | null) => setting.run({ method: "PUT", to: `milestones/${name}`, body: { at } }, { onSuccess: onDone });
  const at = momentIn(value);
  return (
    <div className={classes["setting"]}>
      <TextInput type="datetime-local" aria-label={`${milestoneWords[name].name} at`} data-autofocus value={value} max={localNow(now)} error={isAhead(value, now) ? "That lies ahead." : undefined} onChange={(event) => setValue(event.currentTarget.value)} />
      <Button variant="default" loading={setting.isPending} disabled={at === undefined || isAhead(value, now)} onClick={() => set(at ?? null)}>Set</Button>
      <Button variant="subtle" disabled={setting.isPending} onClick={() => set(null)}>Does not apply</Button>
      <Button variant="subtle" onClick={onDone}>Leave it</Button>
      <ProblemWords problem={setting.error} />
    </div>
  );
}

function MilestoneRow({ name, view }: { name: Milestone; view: View }) {
  const { incident, mayWork } = useRoom();
  const [isSet, setSetting] = useState(false);
  const words = milestoneWords[name];
  return (
    <li data-status={view.status}>
      <div>
        <p><b>{words.name}</b> <span>{words.means}</span></p>
        <p>{standing(view)}</p>
        {isSet ? <MilestoneForm name={name} view={view} onDone={() => setSetting(false)} /> : null}
      </div>
      {mayWork && isOpenToWords(incident) && !isSet ? (
        <Button size="xs" variant="subtle" px={7} aria-label={`Set ${words.name}`} onClick={() => setSetting(true)}><IconPencil size={15} stroke={1.7} /></Button>
      ) : null}
    </li>
  );
}

/** When what happened, who said so, and the measures that follow. */
export function MilestonesDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  return (
    <Modal opened onClose={onClose} title="When what happened" size={620} closeButtonProps={{ "aria-label": "Close" }}>
      <dl className={classes["measures"]}>
        {(Object.keys(measureWords) as (keyof typeof measureWords)[]).map((name) => (
          <div key={name} title={measureWords[name].means}>
            <dt>{measureWords[name].name}</dt>
            <dd>{intervalWords(incident.measures[name])}</dd>
          </div>
        ))}
      </dl>
      <ol className={classes["milestones"]}>
        {milestones.map((name) => (
          <MilestoneRow key={name} name={name} view={incident.milestones[name]} />
        ))}
      </ol>
    </Modal>
  );
}
