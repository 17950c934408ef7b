import { IconCornerUpLeft, IconDiamond, IconPhone, IconPinned, IconSpeakerphone } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { Avatar } from "../../design/Avatar.tsx";
import { fullMomentWords, timeOfDay } from "../../design/wording.ts";
import { firstName } from "../room-words.ts";
import { doerOf, formOf, shortOf, spokenAs } from "./entry-words.ts";
import { BearsOn } from "./BearsOn.tsx";
import { DecisionParts, decisionTitle, useDecision } from "./DecisionCard.tsx";
import { EvidenceCard } from "./EvidenceCard.tsx";
import { PageAttempts } from "./PageAttempts.tsx";
import classes from "./Timeline.module.css";
import { TypedText } from "./TypedText.tsx";

/** When it happened; pointed at, the whole moment and when it was really written. */
export function LineTime({ entry }: { entry: EntryView }) {
  const at = Date.parse(entry.at);
  const recorded = `Recorded ${fullMomentWords(Date.parse(entry.recordedAt), undefined, true)}`;
  return (
    <time dateTime={entry.at} className={classes["time"]} title={`${fullMomentWords(at, undefined, true)}. ${recorded}`}>
      {timeOfDay(at)}
    </time>
  );
}

export function LineNode({ entry }: { entry: EntryView }) {
  switch (formOf(entry)) {
    case "spoken":
      return entry.actor.kind === "person" ? <Avatar name={entry.actor.name} size={24} /> : <Avatar name={entry.actor.name} size={22} kind="machine" />;
    case "decision":
      return <span className={classes["sign"]}><IconDiamond size={15} stroke={1.6} /></span>;
    case "page":
      return <span className={classes["sign"]}><IconPhone size={15} stroke={1.6} /></span>;
    case "update":
      return <span className={classes["sign"]}><IconSpeakerphone size={15} stroke={1.6} /></span>;
    case "noted":
      return <span className={classes["dot"]} />;
  }
}

function Tags({ entry }: { entry: EntryView }) {
  return (
    <>
      {entry.isBackdated ? <span className={classes["tag"]}>told {timeOfDay(Date.parse(entry.recordedAt))}</span> : null}
      {entry.isPinned ? <span className={classes["tag"]}><IconPinned size={12} stroke={1.8} aria-hidden="true" />key moment</span> : null}
    </>
  );
}

/** What stood here and was taken out, and by whom. */
function Tombstone({ redacted }: { redacted: NonNullable<EntryView["redacted"]> }) {
  return <p className={classes["tombstone"]}>The text was taken out by {redacted.by}, {timeOfDay(Date.parse(redacted.at))}.</p>;
}

function Words({ entry }: { entry: EntryView }) {
  return (
    <>
      {entry.redacted === null ? null : <Tombstone redacted={entry.redacted} />}
      {entry.text === null || entry.text === entry.evidence?.name ? null : <TypedText text={entry.text} />}
      {entry.evidence === null ? null : <EvidenceCard evidence={entry.evidence} caption={entry.text} />}
      <BearsOn entry={entry.entry} />
    </>
  );
}

export interface EntryLineProps {
  entry: EntryView;
  /** What it answers, as far as that was read. */
  answered: EntryView | null;
  /** Shows the entry that is answered. */
  onShow: (entry: EntryView) => void;
  onReadUpdate: (updateId: string) => void;
}

function Answered({ answered, onShow }: Pick<EntryLineProps, "onShow"> & { answered: EntryView }) {
  return (
    <button type="button" className={classes["answered"]} onClick={() => onShow(answered)}>
      <IconCornerUpLeft size={12} stroke={1.8} aria-label="Answers" />
      {firstName(answered.actor.name)}: {shortOf(answered)}
    </button>
  );
}

function Spoken({ entry, answered, onShow }: EntryLineProps) {
  const as = spokenAs(entry);
  const about = [...entry.roles, ...(as === null ? [] : [as])].join(", ");
  return (
    <>
      <p className={classes["by"]}>
        <b>{entry.actor.name}</b> {about === "" ? null : <span>{about}</span>} <Tags entry={entry} />
      </p>
      {answered === null ? null : <Answered answered={answered} onShow={onShow} />}
      <Words entry={entry} />
    </>
  );
}

function Card({ title, entry, children }: { title: ReactNode; entry: EntryView; children?: ReactNode }) {
  return (
    <div className={classes["card"]}>
      <p className={classes["by"]}>
        <b>{title}</b> <span>by {entry.actor.name}</span> <Tags entry={entry} />
      </p>
      {children}
    </div>
  );
}

/** What Muster notes: one pale line, and below it what somebody typed with it. */
export function NotedWords({ bold, rest, moment = null, doer }: { bold: string; rest: string; moment?: string | null; doer: string | null }) {
  return (
    <>
      <b>{bold}</b>
      {rest === "" ? null : ` ${rest}`}
      {moment === null ? null : ` at ${timeOfDay(Date.parse(moment))}`}
      {doer === null ? null : `, by ${doer}`}
    </>
  );
}

function Decided({ entry, answered, onShow }: EntryLineProps) {
  const decision = useDecision(entry.entry);
  return (
    <Card title={decisionTitle(decision)} entry={entry}>
      {answered === null ? null : <Answered answered={answered} onShow={onShow} />}
      <Words entry={entry} />
      {decision === null ? null : <DecisionParts decision={decision} />}
    </Card>
  );
}

/** What a line says, in the form of what it is. */
export function EntryLine(props: EntryLineProps) {
  const { entry, onReadUpdate } = props;
  const { updateId } = entry;
  switch (formOf(entry)) {
    case "spoken":
      return <Spoken {...props} />;
    case "decision":
      return <Decided {...props} />;
    case "update":
      return (
        <Card title={`${entry.bold} ${entry.rest}`} entry={entry}>
          {updateId === null ? null : <button type="button" className={classes["whole"]} onClick={() => onReadUpdate(updateId)}>Read what was sent</button>}
        </Card>
      );
    case "page":
      return (
        <>
          <p className={classes["noted"]}><NotedWords bold={entry.bold} rest={entry.rest} doer={null} /></p>
          <PageAttempts entries={[entry]} />
        </>
      );
    case "noted":
      return (
        <>
          <p className={classes["noted"]}><NotedWords bold={entry.bold} rest={entry.rest} moment={entry.moment} doer={doerOf(entry)} /> <Tags entry={entry} /></p>
          <Words entry={entry} />
        </>
      );
  }
}
