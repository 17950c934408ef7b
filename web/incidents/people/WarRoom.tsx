import { Section } from "../../design/Section.tsx";
import { useRoom } from "../room-context.tsx";
import classes from "./People.module.css";

/** Where people speak with each other besides here. */
export function WarRoom() {
  const { video, chat } = useRoom().incident.warRoom;
  if (video === null && chat === null) return null;
  return (
    <Section title="War room">
      <dl className={classes["places"]}>
        {video === null ? null : <div><dt>Video</dt><dd>{/^https?:/.test(video) ? <a href={video} target="_blank" rel="noreferrer noopener">{video.replace(/^https?:\/\//, "")}</a> : video}</dd></div>}
        {chat === null ? null : <div><dt>Chat</dt><dd>#{chat}</dd></div>}
      </dl>
    </Section>
  );
}
