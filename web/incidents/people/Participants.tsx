import { Tooltip } from "@mantine/core";
import { IconMoon } from "@tabler/icons-react";
import { useOfNow } from "../../design/NowProvider.tsx";
import { PersonRow } from "../../design/PersonRow.tsx";
import { Section } from "../../design/Section.tsx";
import { fullMomentWords, timeOfDay } from "../../design/wording.ts";
import { isUnbriefed } from "../brief/arrival.ts";
import { Elsewhere } from "../several/Elsewhere.tsx";
import { useRoom } from "../room-context.tsx";
import { youOr } from "../room-words.ts";
import classes from "./People.module.css";
import { reliefWords } from "./relief-words.ts";
import { countWords, isNight, ordered, type Participant, sideWords, standingWords } from "./people-words.ts";

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How long somebody is in it, or that it is night where they are. */
function Side({ person }: { person: Participant }) {
  const { endedAt } = useRoom().incident;
  const words = useOfNow((now) => sideWords(person, now, ownZone, endedAt));
  const isUp = useOfNow((now) => endedAt === null && isNight(person.timezone, now));
  const local = useOfNow((now) => timeOfDay(now, person.timezone));
  const label = `${local} in ${person.timezone.replaceAll("_", " ")}; ${person.standing === "in" ? "in it" : "paged"} since ${fullMomentWords(Date.parse(person.since))}`;
  return (
    <Tooltip label={label}>
      <span className={classes["side"]}>
        {isUp ? <IconMoon size={13} stroke={1.7} aria-label="It is night there:" /> : null}
        {words}
      </span>
    </Tooltip>
  );
}

/** What somebody is here, when they are to be relieved, and whether they know what is so. */
function Detail({ person }: { person: Participant }) {
  const { incident, me } = useRoom();
  const relief = useOfNow((now) => (incident.endedAt === null ? (reliefWords(incident, person.id, now) ?? "") : ""));
  const unbriefed = incident.endedAt === null && isUnbriefed(person, incident.declaredAt) ? "has not read the brief" : "";
  return (
    <>
      {[standingWords(person, incident.commander.id === me), relief, unbriefed].filter((words) => words !== "").join(", ")}
      <Elsewhere personId={person.id} />
    </>
  );
}

/** Everybody in the incident, or asked into it. */
export function Participants() {
  const { incident, me } = useRoom();
  const people = ordered(incident.participants);
  return (
    <Section title="People" count={countWords(people)} side={incident.endedAt === null ? <span className={classes["pale"]}>on for</span> : undefined}>
      {people.map((person) => (
        <PersonRow key={person.id} name={person.name} title={youOr(person, me)} detail={<Detail person={person} />} isRinged={person.id === me} side={<Side person={person} />} />
      ))}
    </Section>
  );
}
