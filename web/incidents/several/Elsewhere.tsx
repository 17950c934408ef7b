import { Link } from "@tanstack/react-router";
import { useOfNow } from "../../design/NowProvider.tsx";
import { momentWords } from "../../design/wording.ts";
import type { HoldingView } from "../../../server/features/incidents/holding.contract.ts";
import { useRoom } from "../room-context.tsx";
import { isRunning } from "../room-words.ts";
import { elsewhere } from "./several-words.ts";
import classes from "./Several.module.css";
import { useHoldings } from "./use-holdings.ts";

/** One role in another incident, with the way there. */
export function HeldRole({ holding: { role, incident, since }, lead = "" }: { holding: HoldingView; lead?: string }) {
  const at = useOfNow((now) => momentWords(Date.parse(since), now));
  return <span>{lead}{role.name} of <Link to="/incidents/$ref" params={{ ref: incident.ref }}>{incident.ref}</Link> since {at}</span>;
}

/** What somebody in the room holds in other incidents that run. */
export function Elsewhere({ personId }: { personId: string }) {
  const { incident } = useRoom();
  const others = elsewhere(useHoldings(), personId, incident.id);
  if (others.length === 0 || !isRunning(incident)) return null;
  return <span className={classes["elsewhere"]}>{others.map((holding) => <HeldRole key={`${holding.incident.id} ${holding.role.id}`} holding={holding} lead="Also " />)}</span>;
}
