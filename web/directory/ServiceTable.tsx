import { Link } from "@tanstack/react-router";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { ServiceView } from "../../server/features/directory/contract.ts";
import type { PolicyView } from "../../server/features/escalation/policy.contract.ts";
import { AlertState } from "../design/AlertState.tsx";
import classes from "./Directory.module.css";
import { firstReached } from "./use-services.ts";

interface RowProps {
  service: ServiceView;
  alerts: readonly AlertView[];
  policy: PolicyView | undefined;
}

function ServiceRow({ service, alerts, policy }: RowProps) {
  const person = firstReached(policy);
  return (
    <tr>
      <th scope="row">
        <Link to="/services/$id" params={{ id: service.id }}>
          {service.name}
        </Link>
        {service.tier === null ? null : <span className={classes["pale"]}> tier {service.tier}</span>}
      </th>
      <td data-label="Now">
        {alerts.length === 0 ? <span className={classes["pale"]}>nothing fires</span> : <AlertState kind="firing">{alerts.length === 1 ? "1 alert" : `${alerts.length} alerts`}</AlertState>}
      </td>
      <td data-label="Owner">{service.team?.name ?? <span className={classes["pale"]}>nobody</span>}</td>
      <td data-label="Stands on">{service.dependsOn.map(({ name }) => name).join(", ") || <span className={classes["pale"]}>nothing</span>}</td>
      <td data-label="Paged first">{person?.name ?? <span className={classes["pale"]}>{policy === undefined ? "no policy" : "nobody"}</span>}</td>
    </tr>
  );
}

export interface ServiceTableProps {
  services: readonly ServiceView[];
  alerts: ReadonlyMap<string, AlertView[]>;
  policies: readonly PolicyView[];
}

/** The services as rows. */
export function ServiceTable({ services, alerts, policies }: ServiceTableProps) {
  return (
    <table className={classes["table"]}>
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col">Now</th>
          <th scope="col">Owner</th>
          <th scope="col">Stands on</th>
          <th scope="col">Paged first</th>
        </tr>
      </thead>
      <tbody>
        {services.map((service) => (
          <ServiceRow
            key={service.id}
            service={service}
            alerts={alerts.get(service.id) ?? []}
            policy={policies.find(({ id }) => id === service.escalationPolicyId)}
          />
        ))}
      </tbody>
    </table>
  );
}
