import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { toast } from "../../design/toasts.ts";
import { isSaid, type Related, relatedWords } from "../related-words.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isOpenToWords } from "../room-words.ts";
import classes from "../Room.module.css";

/** Takes a relation back with one tap, and says it again with another. Stands above the names: the name is often gone before the answer comes. */
function useRelations() {
  const changing = useRoomCommand();
  const onError = (problem: Error) => void toast(problem.message);
  const relate = ({ incident, relation, note }: Related) =>
    changing.run({ method: "PUT", to: `relations/${incident.ref}`, body: { relation, ...(note === null ? {} : { note }) } }, { onSuccess: () => void toast(`${incident.ref} is related again.`), onError });
  return {
    isBusy: changing.isPending,
    withdraw: (related: Related) => changing.run({ method: "DELETE", to: `relations/${related.incident.ref}` }, { onSuccess: () => void toast(`${related.incident.ref} is not related any more.`, () => relate(related)), onError }),
  };
}

/** Other incidents that belong together with this one, and how. */
export function RelatedIncidents() {
  const { incident, mayWork } = useRoom();
  const { isBusy, withdraw } = useRelations();
  if (incident.related.length === 0) return null;
  const mayChange = mayWork && isOpenToWords(incident);
  return (
    <ul className={classes["related"]} aria-label="Related incidents">
      {incident.related.map((related) => (
        <li key={related.incident.id} title={[related.incident.title, related.note].filter(Boolean).join(": ")}>
          <Link to="/incidents/$ref" params={{ ref: related.incident.ref }}>{related.incident.ref}</Link>
          <span>{relatedWords[related.relation]}{related.note === null ? "" : `: ${related.note}`}</span>
          {mayChange && isSaid(related.relation) ? (
            <button type="button" disabled={isBusy} aria-label={`${related.incident.ref} is not related`} onClick={() => withdraw(related)}><IconX size={13} stroke={1.8} /></button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
