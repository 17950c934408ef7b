import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";
import { listWords } from "../room-words.ts";
import classes from "./Templates.module.css";

const namesOf = (named: readonly { name: string }[]) => listWords(named.map(({ name }) => name));

/** What a template does when it is used; what it does not do is left out. */
export function TemplateEffect({ template }: { template: IncidentTemplateView }) {
  const { tasks, roles, audiences, runbooks, links, severity, priority, kind } = template;
  const proposed = [severity?.name, priority?.name].filter((name) => name !== undefined).join(" × ");
  return (
    <dl className={classes["effect"]}>
      {tasks.length === 0 ? null : (
        <div>
          <dt>To do</dt>
          <dd>
            <ul>{tasks.map(({ text, role }, place) => <li key={place}>{text}{role === null ? null : <span>, {role.name}</span>}</li>)}</ul>
          </dd>
        </div>
      )}
      {roles.length === 0 ? null : <div><dt>Asked for</dt><dd>{namesOf(roles)}</dd></div>}
      {audiences.length === 0 ? null : <div><dt>Told</dt><dd>{namesOf(audiences)}</dd></div>}
      {runbooks.length + links.length === 0 ? null : <div><dt>At hand</dt><dd>{listWords([...runbooks.map(({ name }) => name), ...links.map(({ text }) => text)])}</dd></div>}
      {proposed === "" ? null : <div><dt>Proposed</dt><dd>{proposed}</dd></div>}
      {kind === null ? null : <div><dt>Kind</dt><dd>{kind}</dd></div>}
    </dl>
  );
}
