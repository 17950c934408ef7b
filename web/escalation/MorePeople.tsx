import { Button } from "@mantine/core";
import { useState } from "react";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import { useMay } from "../api/session.ts";
import { EscalateDialog } from "./EscalateDialog.tsx";
import classes from "./Escalation.module.css";
import { ExpertsDialog } from "./ExpertsDialog.tsx";
import type { Escalated } from "./use-escalating.ts";

/** Turning to more people about an alert, while it is not over. */
export function MorePeople({ alert }: { alert: AlertDetail }) {
  const [opened, setOpened] = useState<"escalate" | "experts" | null>(null);
  const mayAsk = useMay("responder");
  const { groupId, serviceId, serviceName, title, status } = alert;
  if (!mayAsk || groupId === null || status === "resolved") return null;
  const services = serviceId === null ? [] : [{ id: serviceId, name: serviceName ?? serviceId }];
  const about: Escalated = { path: `/api/v1/groups/${groupId}`, topic: "alerts", name: `“${title}”`, services, roles: [] };
  const onClose = () => setOpened(null);
  return (
    <div className={classes["more"]}>
      <Button variant="default" onClick={() => setOpened("escalate")}>Escalate</Button>
      {services.length === 0 ? null : <Button variant="default" onClick={() => setOpened("experts")}>Ask an expert</Button>}
      {opened === "escalate" ? <EscalateDialog about={about} first="next-step" onClose={onClose} /> : null}
      {opened === "experts" ? <ExpertsDialog about={about} onClose={onClose} /> : null}
    </div>
  );
}
