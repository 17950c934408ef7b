import classes from "./Silences.module.css";
import { type CoverTense, coverWords } from "./silence-words.ts";
import type { Cover } from "./use-silences.ts";

const mostTitles = 4;

export interface CoverPreviewProps extends Pick<Cover, "cover" | "isCurrent"> {
  tense: CoverTense;
  /** What is asked cannot be answered as it stands. */
  isWrong: boolean;
}

/** What would be held back at this moment, by its titles, before anything is made. */
export function CoverPreview({ cover, isCurrent, tense, isWrong }: CoverPreviewProps) {
  if (cover === undefined) {
    return (
      <div className={classes["cover"]} aria-live="polite">
        <p>{isWrong ? "What it holds back cannot be told as it stands." : "What it holds back stands here first. Say what the alerts are."}</p>
      </div>
    );
  }
  const { alerts, total } = cover;
  const rest = total - Math.min(alerts.length, mostTitles);
  return (
    <div className={classes["cover"]} aria-live="polite" data-stale={!isCurrent || undefined}>
      <p>
        <b>{coverWords(cover, tense)}</b>
      </p>
      {total === 0 ? null : (
        <ul>
          {alerts.slice(0, mostTitles).map(({ id, title, serviceName }) => (
            <li key={id}>
              {title} {serviceName === null ? null : <span>{serviceName}</span>}
            </li>
          ))}
          {rest > 0 ? <li><span>and {rest} more</span></li> : null}
        </ul>
      )}
    </div>
  );
}
