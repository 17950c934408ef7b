import type { ConductReportView } from "../../../server/features/incidents/well-being.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { Section } from "../../design/Section.tsx";
import { momentWords } from "../../design/wording.ts";
import { useRoom } from "../room-context.tsx";
import classes from "./People.module.css";

function Report({ report: { by, text, at } }: { report: ConductReportView }) {
  const moment = useOfNow((now) => momentWords(Date.parse(at), now));
  return (
    <li className={classes["question"]}>
      <p dir="auto">{text}</p>
      <p className={classes["pale"]}>{by.name}, {moment}</p>
    </li>
  );
}

/** What people told administrators of how somebody was treated. Nobody else sees this. */
export function ConductReports() {
  const { path } = useRoom();
  const isAdministrator = useMay("administrator");
  const { data } = useAddress<List<ConductReportView>>("incidents", isAdministrator ? `${path}/conduct-reports` : null);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title="Reported to administrators" count="nobody else sees this">
      <ul>
        {data.items.map((report) => (
          <Report key={report.id} report={report} />
        ))}
      </ul>
    </Section>
  );
}
