import { Link } from "@tanstack/react-router";
import type { ConductReportView } from "../../../server/features/incidents/conduct.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { Section } from "../../design/Section.tsx";
import { momentWords } from "../../design/wording.ts";
import { conductWords } from "../conduct/conduct-words.ts";
import { useRoom } from "../room-context.tsx";
import classes from "./People.module.css";

function Report({ report }: { report: ConductReportView }) {
  const moment = useOfNow((now) => momentWords(Date.parse(report.at), now));
  const words = useOfNow((now) => conductWords(report, now));
  return (
    <li className={classes["question"]}>
      <p>Told at {moment}</p>
      <p className={classes["pale"]}>{words}</p>
    </li>
  );
}

/** That people told administrators of how somebody was treated, and how it stands. Nobody else sees this; the words are read where each reading is recorded. */
export function ConductReports() {
  const { path } = useRoom();
  const isAdministrator = useMay("administrator");
  const { data } = useAddress<List<ConductReportView>>("incidents", isAdministrator ? `${path}/conduct-reports` : null);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title="Told to administrators" count="nobody else sees this" side={<Link to="/settings/conduct">Read</Link>}>
      <ul>
        {data.items.map((report) => (
          <Report key={report.id} report={report} />
        ))}
      </ul>
    </Section>
  );
}
