import { Link } from "@tanstack/react-router";
import { type CSSProperties, useMemo, useState } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { ServiceView } from "../../server/features/directory/contract.ts";
import type { PolicyView } from "../../server/features/escalation/policy.contract.ts";
import { AlertState } from "../design/AlertState.tsx";
import { Avatar } from "../design/Avatar.tsx";
import classes from "./ServiceMap.module.css";
import { type Edge, layOutMap, type Placed } from "./service-map.ts";
import { type Circumstances, firstReached } from "./use-services.ts";

const width = 26;
const step = 37;
const rowHeight = 96;

function pathOf({ from, to }: Edge): string {
  const [x1, y1, y2] = [from.column * step + width, from.middle * 100, to.middle * 100];
  if (to.column <= from.column) return `M ${x1} ${y1} C ${x1 + 6} ${y1}, ${x1 + 6} ${y2}, ${to.column * step + width} ${y2}`;
  const x2 = to.column * step;
  const bend = (x2 - x1) / 2;
  return `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2} ${y2}`;
}

interface NodeProps {
  placed: Placed;
  alerts: readonly AlertView[];
  policy: PolicyView | undefined;
  onLook: (id: string | null) => void;
}

function Node({ placed, alerts, policy, onLook }: NodeProps) {
  const { service, column, middle } = placed;
  const style = { "--left": `${column * step}%`, "--top": `${middle * 100}%` } as CSSProperties;
  const person = firstReached(policy);
  const look = { onMouseEnter: () => onLook(service.id), onMouseLeave: () => onLook(null), onFocus: () => onLook(service.id), onBlur: () => onLook(null) };
  return (
    <li className={classes["node"]} style={style}>
      <Link to="/services/$id" params={{ id: service.id }} data-hurt={alerts.length > 0 || undefined} {...look}>
        <span className={classes["words"]}>
          <b>{service.name}</b>
          {alerts.length > 0 ? <AlertState kind="firing">{alerts.length === 1 ? "1 alert" : `${alerts.length} alerts`}</AlertState> : <span>{service.team?.name ?? "nobody owns it"}</span>}
        </span>
        {person === null ? null : <Avatar name={person.name} size={22} />}
      </Link>
    </li>
  );
}

export interface ServiceMapProps extends Circumstances {
  services: readonly ServiceView[];
}

const heads = ["What customers touch", "stands on", "and on"];

/** The services in three columns; each stands on those to its right. */
export function ServiceMap({ services, alerts, policies }: ServiceMapProps) {
  const { placed, edges, rows } = useMemo(() => layOutMap(services), [services]);
  const [looked, setLooked] = useState<string | null>(null);
  const isLit = ({ from, to }: Edge) => from.service.id === looked || to.service.id === looked || alerts.has(to.service.id);
  return (
    <figure className={classes["map"]} aria-label="What stands on what">
      <div className={classes["heads"]} aria-hidden="true">
        {heads.map((head) => (
          <span key={head}>{head}</span>
        ))}
      </div>
      <div className={classes["field"]} style={{ "--height": `${Math.max(2, rows) * rowHeight}px` } as CSSProperties}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {edges.map((edge) => (
            <path key={`${edge.from.service.id} ${edge.to.service.id}`} d={pathOf(edge)} data-lit={isLit(edge) || undefined} vectorEffect="non-scaling-stroke" />
          ))}
        </svg>
        <ul>
          {placed.map((one) => (
            <Node
              key={one.service.id}
              placed={one}
              alerts={alerts.get(one.service.id) ?? []}
              policy={policies.find(({ id }) => id === one.service.escalationPolicyId)}
              onLook={setLooked}
            />
          ))}
        </ul>
      </div>
      <figcaption>Ink edge: something fires. Round: who is paged first for it now.</figcaption>
    </figure>
  );
}
