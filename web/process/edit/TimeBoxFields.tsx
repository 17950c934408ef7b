import { TextInput } from "@mantine/core";
import { boxes, namedIn, timeBoxesOf, withTimeBoxes } from "../process-form.ts";
import type { FieldsProps } from "./fields-props.ts";
import classes from "./Edit.module.css";

/** How long the team has, by severity; the last row holds for those that say nothing. */
export function TimeBoxFields({ form, onChange }: FieldsProps) {
  const timeBoxes = timeBoxesOf(form);
  const rows = [...namedIn(form, "severities"), { id: "default", name: "All others" }];
  const set = (box: string, severity: string, span: string) => onChange(withTimeBoxes(form, { ...timeBoxes, [box]: { ...timeBoxes[box], [severity]: span.trim() } }));
  return (
    <div className={classes["scroll"]}>
      <p className={classes["pale"]}>Lengths such as 5m or 2h. Acknowledging counts from the first page, everything else from the declaration.</p>
      <table className={classes["boxes"]}>
        <thead>
          <tr>
            <td />
            {boxes.map(({ id, words }) => <th key={id} scope="col">{words}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {boxes.map(({ id: box, words }) => <td key={box}><TextInput aria-label={`${words}, ${name}`} value={timeBoxes[box]?.[id] ?? ""} onChange={(event) => set(box, id, event.currentTarget.value)} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
