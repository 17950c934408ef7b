import { Section } from "../../design/Section.tsx";
import { useRoom } from "../room-context.tsx";
import people from "../people/People.module.css";
import classes from "./Templates.module.css";

/** The template that was used, and the runbooks it puts at hand. */
export function UsedTemplate() {
  const { template } = useRoom().incident;
  if (template === null) return null;
  return (
    <Section title="Template">
      <p className={people["pale"]}>{template.name ?? "taken out"}</p>
      {template.runbooks.map(({ id, title, steps }) => (
        <details key={id} className={classes["runbook"]}>
          <summary>{title}</summary>
          <ol>{steps.map(({ text, link }, place) => <li key={place}>{link === null ? text : <a href={link} target="_blank" rel="noreferrer noopener">{text}</a>}</li>)}</ol>
        </details>
      ))}
    </Section>
  );
}
