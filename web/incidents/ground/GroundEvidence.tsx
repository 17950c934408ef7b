import { IconX } from "@tabler/icons-react";
import { useOfNow } from "../../design/NowProvider.tsx";
import { momentWords } from "../../design/wording.ts";
import type { ApiProblem } from "../../api/client.ts";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { firstName, isOpenToWords } from "../room-words.ts";
import classes from "./Ground.module.css";
import type { GroundItem } from "./ground-words.ts";

type Evidence = GroundItem["evidence"][number];

function EvidenceLine({ item, evidence }: { item: GroundItem; evidence: Evidence }) {
  const { incident, mayWork } = useRoom();
  const { entry, stance, at, by, words } = evidence;
  const moment = useOfNow((now) => momentWords(Date.parse(at), now));
  const linking = useRoomCommand();
  const unlink = () => linking.run({ method: "PUT", to: `ground/${item.id}/evidence/${entry}`, body: { stance: null } }, { onError: (problem) => void toast((problem as ApiProblem).message) });
  return (
    <li data-against={stance === "against" || undefined}>
      <p dir="auto"><b>{stance === "supports" ? "For" : "Against"}</b> {words}</p>
      <p className={classes["source"]}>{firstName(by)}, {moment}</p>
      {mayWork && isOpenToWords(incident) ? (
        <button type="button" disabled={linking.isPending} aria-label={`No evidence for it: ${words}`} title="It does not bear on this" onClick={unlink}><IconX size={13} stroke={1.8} /></button>
      ) : null}
    </li>
  );
}

/** The entries of the timeline that speak for an item, or against it. */
export function GroundEvidence({ item }: { item: GroundItem }) {
  return (
    <ul className={classes["evidence"]}>
      {item.evidence.map((evidence) => (
        <EvidenceLine key={evidence.entry} item={item} evidence={evidence} />
      ))}
    </ul>
  );
}
