import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { DeliveryView } from "../../../server/features/alert-intake/contract.ts";
import { TimeOfDay } from "../../design/Clock.tsx";
import { Code } from "../../design/Code.tsx";
import { counted } from "../alert-rows.ts";
import { payloadLines } from "../payload-lines.ts";
import { sizeWords } from "../size-words.ts";
import classes from "./SourcesScreen.module.css";

const nothingKnown = { labels: {} };

/** What came, newest first, each with what was made of it; opens to its raw body. */
export function Deliveries({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  if (deliveries.length === 0) return <p className={classes["note"]}>Nothing came yet. The last 50 deliveries will stand here, each with its raw body.</p>;
  return (
    <div>
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} />
      ))}
    </div>
  );
}

/** The alerts that it began or told of last. */
function AlertsOf({ delivery: { alerts, signals } }: { delivery: DeliveryView }) {
  if (alerts.length === 0) return null;
  const others = signals - alerts.length;
  return (
    <ul className={classes["alerts"]}>
      {alerts.map(({ id, title, status }) => (
        <li key={id}><Link to="/alerts/$id" params={{ id }}>{title}</Link> <span className={classes["pale"]}>{status}</span></li>
      ))}
      {others > 0 ? <li className={classes["pale"]}>and {counted(others, "signal")} more</li> : null}
    </ul>
  );
}

function DeliveryRow({ delivery }: { delivery: DeliveryView }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={classes["delivery"]}>
      <details className={classes["deliveries"]} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>
          <TimeOfDay at={Date.parse(delivery.receivedAt)} withSeconds />
          <span className={classes["size"]}>{sizeWords(delivery.size)}</span>
          <span className={classes["made"]}><b>{counted(delivery.signals, "signal")}</b>{delivery.note === null ? null : `: ${delivery.note}`}</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden="true" />
        </summary>
        {isOpen ? (
          <div className={classes["body"]}>
            <Code label="Body as it was stored" content={payloadLines(delivery.body, nothingKnown)} copy={delivery.body} />
          </div>
        ) : null}
      </details>
      <AlertsOf delivery={delivery} />
    </div>
  );
}
