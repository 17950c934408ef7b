import type { MappingPreview } from "../../../server/features/alert-intake/mapping.contract.ts";
import { counted } from "../alert-rows.ts";
import classes from "./MappingEditor.module.css";

/** The alerts that this body would tell of. */
export function MappingOutcome({ preview: { items, count, note } }: { preview: MappingPreview }) {
  return (
    <div>
      <h3>So it would be <span className={classes["pale"]}>{counted(count, "alert")}{note === null ? "" : `. ${note}`}</span></h3>
      <ul className={classes["items"]} aria-label="So it would be">
        {items.map((item, index) => (
          <li key={index}>
            <b>{item.title}</b>
            <span>{item.status}</span>
            <span>{item.severity}</span>
            <span>{item.serviceId ?? "unassigned"}</span>
          </li>
        ))}
        {count > items.length ? <li className={classes["pale"]}>and {count - items.length} more</li> : null}
      </ul>
    </div>
  );
}
