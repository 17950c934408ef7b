import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ConductReportView } from "../../../server/features/incidents/conduct.contract.ts";
import { useCommand } from "../../api/queries.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { toast } from "../../design/toasts.ts";
import { momentWords } from "../../design/wording.ts";
import settings from "../../settings/Settings.module.css";
import { conductWords } from "./conduct-words.ts";

/** One report: of which incident, when, and how it stands. What it says is read in a dialog of its own. */
export function ConductRow({ report, onRead }: { report: ConductReportView; onRead: () => void }) {
  const { id, incident, at, state } = report;
  const told = useOfNow((now) => momentWords(Date.parse(at), now));
  const standing = useOfNow((now) => conductWords(report, now));
  const changing = useCommand("incidents");
  const takeUp = () => changing.mutate({ path: `/api/v1/conduct-reports/${id}/reopen` }, { onSuccess: () => void toast("Taken up again."), onError: (problem) => void toast(problem.message) });
  return (
    <li className={settings["row"]} data-off={state === "dealt-with" || undefined}>
      <div className={settings["what"]}>
        <p><b>Told at {told}</b> in <Link to="/incidents/$ref" params={{ ref: incident.ref }}>{[incident.ref, incident.title].filter(Boolean).join(" ")}</Link></p>
        <p>{standing}</p>
      </div>
      <div className={settings["controls"]}>
        {state === "dealt-with" ? <Button size="xs" variant="subtle" disabled={changing.isPending} onClick={takeUp}>Take up again</Button> : null}
        <Button size="xs" variant="default" aria-label={`Read the report of ${told} in ${incident.ref}`} onClick={onRead}>Read it</Button>
      </div>
    </li>
  );
}
