import { IconLink } from "@tabler/icons-react";
import { useRoom } from "../room-context.tsx";
import classes from "./Timeline.module.css";

/** What of the common ground a line speaks for or against. */
export function BearsOn({ entry }: { entry: number | null }) {
  const { incident } = useRoom();
  const items = incident.ground.flatMap(({ id, text, evidence }) => evidence.filter((one) => one.entry === entry).map(({ stance }) => ({ id, text, stance })));
  return items.map(({ id, text, stance }) => (
    <p key={id} className={classes["bears"]}>
      <IconLink size={12} stroke={1.8} aria-hidden="true" /> speaks {stance === "supports" ? "for" : "against"} “{text ?? "taken out"}”
    </p>
  ));
}
