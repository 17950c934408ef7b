import { Link } from "@tanstack/react-router";
import { IconExternalLink } from "@tabler/icons-react";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import type { EscalationView } from "../../server/features/escalation/contract.ts";
import { AlertState, type AlertStateKind } from "../design/AlertState.tsx";
import { Clock } from "../design/Clock.tsx";
import { PersonRow } from "../design/PersonRow.tsx";
import { Section } from "../design/Section.tsx";
import { wordsApart } from "./alert-rows.ts";
import { AlertOwner } from "./AlertOwner.tsx";
import classes from "./AlertScreen.module.css";

export interface AlertAsideProps {
  alert: AlertDetail;
  escalation: EscalationView | undefined;
  me: string | null;
}

/** What stands beside an alert: who is next, its group, its labels, its links. */
export function AlertAside({ alert, escalation, me }: AlertAsideProps) {
  const labels = Object.entries(alert.labels);
  return (
    <>
      <NextPeople escalation={escalation} me={me} />
      <AlertOwner alert={alert} me={me} />
      {alert.description === null ? null : (
        <Section title="What it says of itself">
          <p className={classes["description"]}>{alert.description}</p>
        </Section>
      )}
      {alert.group.length > 1 ? <Group alert={alert} /> : null}
      {labels.length === 0 ? null : (
        <Section title="Labels" count={labels.length}>
          <dl className={classes["labels"]}>
            {labels.map(([name, value]) => (
              <Label key={name} name={name} value={value} />
            ))}
          </dl>
        </Section>
      )}
      {alert.links.length === 0 ? null : <Links links={alert.links} />}
    </>
  );
}

function Label({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Links({ links }: { links: AlertDetail["links"] }) {
  return (
    <Section title="Links">
      <ul className={classes["links"]}>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} rel="noreferrer">
              <IconExternalLink size={14} stroke={1.6} aria-hidden="true" />
              {link.text}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const titles: Partial<Record<EscalationView["status"], string>> = { running: "Who is next", deferred: "Who is paged first", exhausted: "Nobody is left to page" };

/** `1 of 2 have it: Amara Okafor.` */
function countWords({ have, needed }: EscalationView): string {
  return `${have.length} of ${needed} have it${have.length === 0 ? "" : `: ${have.map(({ name }) => name).join(", ")}`}.`;
}

/** Who is turned to next, and when. */
function NextPeople({ escalation, me }: { escalation: EscalationView | undefined; me: string | null }) {
  const title = escalation && titles[escalation.status];
  if (escalation === undefined || title === undefined) return null;
  const due = escalation.nextAt === null ? null : Date.parse(escalation.nextAt);
  return (
    <Section title={title} count={escalation.policyId === null ? undefined : `by the policy ${escalation.policyId}`}>
      {escalation.next.map((person) => (
        <PersonRow
          key={person.personId}
          name={person.name}
          title={person.personId === me ? "You" : person.name}
          isMine={person.personId === me}
          side={due === null ? undefined : <Clock due={due} />}
        />
      ))}
      {escalation.needed > 1 ? <p className={classes["note"]}>{countWords(escalation)}</p> : null}
      {escalation.next.length === 0 ? <p className={classes["note"]}>Nobody is left to page. Somebody here has to take it.</p> : null}
    </Section>
  );
}

const memberKinds: Readonly<Record<string, AlertStateKind>> = { firing: "firing", acknowledged: "acknowledged", resolved: "resolved" };

/** The alerts that belong together, told apart by the labels in which they differ. */
function Group({ alert }: { alert: AlertDetail }) {
  return (
    <Section title="In this group" count={alert.groupSize}>
      <ul className={classes["group"]}>
        {alert.group.map((member) => (
          <li key={member.id}>
            <AlertState kind={memberKinds[member.status] ?? "firing"} isWordless />
            {member.id === alert.id ? <b>{wordsApart(member, alert.group)}</b> : <Link to="/alerts/$id" params={{ id: member.id }}>{wordsApart(member, alert.group)}</Link>}
            <span>{member.signals}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
