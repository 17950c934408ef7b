import { PersonRow } from "../../design/PersonRow.tsx";
import { Section } from "../../design/Section.tsx";
import { HeldRole } from "./Elsewhere.tsx";
import { inSeveral } from "./several-words.ts";
import classes from "./Several.module.css";
import { useHoldings } from "./use-holdings.ts";

/** Who holds roles in several incidents at once: one of them may be better with somebody else. Nothing is drawn where nobody does. */
export function InSeveral({ me }: { me: string | null }) {
  const people = inSeveral(useHoldings());
  if (people.length === 0) return null;
  return (
    <Section title="In several incidents at once" count="one of them may need somebody else" rule="line">
      <div className={classes["people"]}>
        {people.map(({ person, holdings }) => (
          <PersonRow key={person.id} name={person.name} title={person.id === me ? "You" : person.name} isRinged={person.id === me} detail={<span className={classes["elsewhere"]}>{holdings.map((holding) => <HeldRole key={`${holding.incident.id} ${holding.role.id}`} holding={holding} />)}</span>} />
        ))}
      </div>
    </Section>
  );
}
