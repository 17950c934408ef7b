import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReachContact, ReachView } from "../../../server/features/directory/reach.contract.ts";
import { useSignedIn } from "../../api/session.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { toast, toastShelf } from "../../design/toasts.ts";
import type { Usable } from "../directory-words.ts";
import { CodeForm } from "./CodeForm.tsx";
import classes from "./Reach.module.css";
import { meansWords, testWords, trustWords } from "./reach-words.ts";
import { useReachCommand } from "./use-reach.ts";

interface MeansProps {
  reach: ReachView;
  contact: ReachContact;
  usable: Usable;
}

function isUnused({ high, low }: ReachView, id: string): boolean {
  const orders = [high.steps, low.steps];
  return orders.every((steps) => steps.length > 0 && !steps.some(({ contact }) => contact === id));
}

function MeansState({ reach, contact, usable }: MeansProps) {
  const test = useOfNow((now) => testWords(contact, now) ?? "");
  return (
    <div className={classes["what"]}>
      <b>{meansWords(contact)}</b>
      <p data-open={contact.isVerified ? undefined : true}>{trustWords(contact)}</p>
      {contact.channel === "push" ? <p>Its messages go by way of {contact.address}, a service of the browser’s maker.</p> : null}
      {usable.has(contact.channel) ? null : <p data-open>No provider is set up for it yet: pages go by the next in turn.</p>}
      {isUnused(reach, contact.id) ? <p data-open>In no order: it is not used.</p> : null}
      {test === "" ? null : <p role="status">{test}</p>}
    </div>
  );
}

function canAnswer({ test }: ReachContact): boolean {
  return test !== null && test.sentAt !== null && test.answeredAt === null;
}

function Means({ reach, contact, usable }: MeansProps) {
  const me = useSignedIn()?.personId ?? null;
  const testing = useReachCommand(reach.personId);
  const removing = useReachCommand(reach.personId);
  const path = `contacts/${encodeURIComponent(contact.id)}`;
  const isTestable = contact.isVerified && usable.has(contact.channel);
  const restore = () => void removing.send("POST", `${path}/restore`).catch((refused: Error) => toastShelf.show({ text: refused.message, look: "sheet", seconds: 12 }));
  const remove = () => void removing.send("DELETE", path).then(() => toast(`${meansWords(contact)} is removed`, restore)).catch(() => undefined);
  const problem = testing.problem ?? removing.problem;
  return (
    <li className={classes["row"]}>
      <MeansState reach={reach} contact={contact} usable={usable} />
      <div className={classes["controls"]}>
        {me === reach.personId && canAnswer(contact) ? (
          <Button size="xs" onClick={() => testing.tell("POST", `tests/${contact.test?.id}/reached`)}>
            It reached me
          </Button>
        ) : null}
        {isTestable ? (
          <Button size="xs" variant="default" loading={testing.isPending} onClick={() => testing.tell("POST", `${path}/test`)} aria-label={`Send a test: ${meansWords(contact)}`}>
            Send a test
          </Button>
        ) : null}
        {contact.isFromFile || contact.isImplied ? null : (
          <ActionIcon data-icon aria-label={`Remove ${meansWords(contact)}`} onClick={remove} loading={removing.isPending}>
            <IconX size={16} stroke={1.8} />
          </ActionIcon>
        )}
      </div>
      {contact.isVerified || !usable.has(contact.channel) ? null : <CodeForm personId={reach.personId} contact={contact} />}
      {problem === null ? null : <p data-wide className={classes["problem"]} role="alert">{problem.message}</p>}
    </li>
  );
}

/** Every means of somebody: why it is trusted, whether it was tried, and what can be done with it. */
export function ReachMeans({ reach, usable }: { reach: ReachView; usable: Usable }) {
  return (
    <ul className={classes["rows"]}>
      {reach.contacts.map((contact) => (
        <Means key={contact.id} reach={reach} contact={contact} usable={usable} />
      ))}
    </ul>
  );
}
