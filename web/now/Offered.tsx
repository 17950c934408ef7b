import { Link } from "@tanstack/react-router";
import type { IncidentView } from "../../server/features/incidents/contract.ts";
import { Section } from "../design/Section.tsx";
import classes from "./OpenIncidents.module.css";

/** Roles that somebody hands over to the reader and that wait for a yes or a no. */
export function Offered({ incidents, me }: { incidents: readonly IncidentView[]; me: string | null }) {
  const own = incidents.flatMap(({ ref, title, offered }) => offered.filter(({ toPersonId }) => toPersonId === me).map((offer) => ({ ...offer, ref, title })));
  if (own.length === 0) return null;
  return (
    <Section title="Waits for you" count={own.length} rule="line">
      <ul className={classes["offered"]}>
        {own.map(({ ref, title, role, from }) => (
          <li key={`${ref} ${role}`}>
            <Link to="/incidents/$ref" params={{ ref }}>{from.name} hands {role} over to you</Link>
            <span>{[ref, title].filter(Boolean).join(": ")}. Read the brief, then accept or decline.</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
