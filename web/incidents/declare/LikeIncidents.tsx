import { useDebouncedValue } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import type { FollowUpView } from "../../../server/features/retrospectives/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { Section } from "../../design/Section.tsx";
import { runningPath } from "../list/incidents-search.ts";
import classes from "./Declare.module.css";

const typingPause = 250;
const most = 4;

/** What is open already, and what was called alike before, with what is still to be done after it: perhaps it is one of these. */
export function LikeIncidents({ words }: { words: string }) {
  const [asked] = useDebouncedValue(words.trim(), typingPause);
  const running = useAddress<List<IncidentView>>("incidents", runningPath).data?.items ?? [];
  const like = useAddress<List<IncidentView>>("incidents", asked.length < 4 ? null : `/api/v1/incidents?status=ended&limit=${most}&search=${encodeURIComponent(asked)}`, { keepsLast: true }).data?.items ?? [];
  const hasLearned = like.some(({ retrospectiveId }) => retrospectiveId !== null);
  const followUps = useAddress<List<FollowUpView>>("incidents", hasLearned ? "/api/v1/follow-ups?status=open&limit=500" : null).data?.items ?? [];
  if (running.length === 0 && like.length === 0) return null;
  return (
    <>
      <Part title="Open now" incidents={running.slice(0, most)} followUps={[]} />
      <Part title="Like it, before" incidents={like} followUps={followUps} />
    </>
  );
}

interface PartProps {
  title: string;
  incidents: readonly IncidentView[];
  /** What was to be done after them and is not done yet: perhaps it comes from there. */
  followUps: readonly FollowUpView[];
}

function Part({ title, incidents, followUps }: PartProps) {
  if (incidents.length === 0) return null;
  return (
    <Section title={title} rule="line">
      <ul className={classes["like"]}>
        {incidents.map(({ id, ref, title: name, services }) => (
          <li key={id}>
            <Link to="/incidents/$ref" params={{ ref }}>{name ?? ref}</Link>
            <span>{[ref, ...services.map((service) => service.name)].join(", ")}</span>
            {followUps.filter(({ incident, text }) => incident.id === id && text !== null).map((followUp) => <span key={followUp.id}>Still to do: {followUp.text}{followUp.driver === null ? "" : `, ${followUp.driver.name}`}</span>)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
