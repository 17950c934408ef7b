import { ActionIcon, Autocomplete } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { groundKinds, type GroundKind } from "../../../server/features/incidents/incident-words.rules.ts";
import { Section } from "../../design/Section.tsx";
import { AddLine } from "../parts/AddLine.tsx";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isOpenToWords } from "../room-words.ts";
import classes from "./Ground.module.css";
import { headWords, kindWords, ordered, saidByOf } from "./ground-words.ts";
import { GroundRow } from "./GroundRow.tsx";

function GroundPart({ kind }: { kind: GroundKind }) {
  const { incident, mayWork } = useRoom();
  const [isAdding, setAdding] = useState(false);
  const [said, setSaid] = useState("");
  const adding = useRoomCommand();
  const items = ordered(incident.ground.filter((item) => item.kind === kind));
  const names = [...new Set(incident.participants.map(({ name }) => name))];
  const { title, empty, add } = kindWords[kind];
  const plus = mayWork && isOpenToWords(incident) ? (
    <ActionIcon size="xs" aria-label={`Add to ${title}`} aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
      <IconPlus size={15} stroke={1.7} />
    </ActionIcon>
  ) : undefined;
  return (
    <Section title={title} count={headWords(kind, items)} side={plus}>
      {items.length === 0 && !isAdding ? <p className={classes["empty"]}>{empty}</p> : null}
      <ul>
        {items.map((item) => (
          <GroundRow key={item.id} item={item} />
        ))}
      </ul>
      {isAdding ? (
        <AddLine
          label={add} place={`ground/${kind}`} problem={adding.error} onClose={() => setAdding(false)}
          onAdd={(text) => adding.runAsync({ to: "ground", body: { kind, text, ...saidByOf(said, incident.participants) } })}
          below={<Autocomplete size="xs" mt={4} maxLength={200} aria-label="Who or which tool says so" placeholder="Said by you, unless a tool or somebody else does" data={names} value={said} onChange={setSaid} />}
        />
      ) : null}
    </Section>
  );
}

/** What everybody in the incident should know in common. */
export function Ground() {
  return (
    <div className={classes["parts"]}>
      {groundKinds.map((kind) => (
        <GroundPart key={kind} kind={kind} />
      ))}
    </div>
  );
}
