import { ClassBadge } from "../../design/ClassBadge.tsx";
import { useRoom } from "../room-context.tsx";
import { listWords } from "../room-words.ts";
import classes from "./Dialogs.module.css";

/** What is proposed and why, and what could not be asked. A person decides. */
export function ClassProposal() {
  const { proposed, assessment } = useRoom().incident;
  const { severity, because, absent } = assessment;
  const missing = [...new Set(absent.map((one) => one.missing))];
  if (severity === null && proposed === null && missing.length === 0) return null;
  return (
    <div className={classes["proposal"]}>
      {severity === null ? null : (
        <p className={classes["happens"]}>
          Proposed by what is known: <ClassBadge severity={severity} priority={proposed?.priority ?? null} />
        </p>
      )}
      {because.map(({ when, service }) => <p key={`${when} ${service?.id ?? ""}`} className={classes["small"]}><code>{when}</code>{service === null ? " holds" : ` holds for ${service.name}`}</p>)}
      {missing.length === 0 ? null : <p className={classes["small"]}>Not known yet, so not asked: {listWords(missing)}.</p>}
    </div>
  );
}
