import { EscalateDialog as Escalate } from "../../escalation/EscalateDialog.tsx";
import { ExpertsDialog as Experts } from "../../escalation/ExpertsDialog.tsx";
import type { Escalated } from "../../escalation/use-escalating.ts";
import { useRoom } from "../room-context.tsx";

function useEscalated(): Escalated {
  const { incident, path } = useRoom();
  return { path, topic: "incidents", name: incident.ref, services: incident.services, roles: incident.roles, hereId: incident.id };
}

/** Looks for more people for the incident: they are paged at once. */
export function EscalateDialog({ onClose }: { onClose: () => void }) {
  return <Escalate about={useEscalated()} first="people" onClose={onClose} />;
}

/** Asks experts of what is hit. */
export function ExpertsDialog({ onClose }: { onClose: () => void }) {
  return <Experts about={useEscalated()} onClose={onClose} />;
}
