import { useState } from "react";
import type { DeliveryView, SourceView } from "../../../server/features/alert-intake/contract.ts";
import { Empty } from "../../design/Empty.tsx";
import { Section } from "../../design/Section.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { Views } from "../../design/Views.tsx";
import { timeOfDay } from "../../design/wording.ts";
import { MappingEditor } from "./MappingEditor.tsx";

const mostCaptures = 5;

export interface MappingSectionProps {
  source: SourceView;
  /** The tool, where one is known. */
  tool: string | undefined;
  deliveries: readonly DeliveryView[] | undefined;
}

/** What came, and by which expressions it is read: proposed, to be corrected, and seen working on what came. */
export function MappingSection({ source, tool, deliveries }: MappingSectionProps) {
  const [chosen, setChosen] = useState<DeliveryView>();
  const bodies = (deliveries ?? []).filter(({ body }) => body !== "");
  // What is looked at stays while others arrive.
  if (chosen === undefined && bodies[0] !== undefined) setChosen(bodies[0]);
  const captures = capturesOf(bodies, chosen);
  return (
    <Section
      title="How it is read"
      count={countWords(source, tool)}
      rule="line"
      side={captures.length > 1 && chosen !== undefined ? (
        <Views label="Which delivery" chosen={chosen.id} onChoose={(id) => setChosen(captures.find((one) => one.id === id))} views={captures.map(({ id, receivedAt }) => ({ id, words: timeOfDay(Date.parse(receivedAt), undefined, true) }))} />
      ) : undefined}
    >
      {deliveries === undefined ? <RowsSkeleton rows={4} /> : null}
      {deliveries !== undefined && chosen === undefined ? <Empty title="Nothing came yet" text="The first body that comes stands here, and beside it what Muster would make of it: you correct it, see it working, and keep it." /> : null}
      {chosen === undefined ? null : <MappingEditor key={source.id} source={source} delivery={chosen} />}
    </Section>
  );
}

/** The newest, and the one that is looked at though newer ones came. */
function capturesOf(bodies: readonly DeliveryView[], chosen: DeliveryView | undefined): DeliveryView[] {
  const newest = bodies.slice(0, mostCaptures);
  return chosen === undefined || newest.some(({ id }) => id === chosen.id) ? newest : [...newest, chosen];
}

function countWords({ kind }: SourceView, tool: string | undefined): string {
  if (tool !== undefined) return `by what Muster knows of ${tool}; an expression of your own is stronger`;
  return kind === "json" ? "by the names of its members; keep a mapping to have it read otherwise" : "by expressions in CEL; what you leave empty is guessed";
}
