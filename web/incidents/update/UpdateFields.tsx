import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useNow } from "../../design/NowProvider.tsx";
import { momentWords } from "../../design/wording.ts";
import { localNow } from "../composer/happened-at.ts";
import classes from "./Update.module.css";
import { fieldsOf, toggled } from "./update-wish.ts";
import type { Update } from "./use-update.ts";

/** Whom it goes to; those that the process tells now stand first. */
export function AudienceChips({ update: { options, chosen, change } }: { update: Update }) {
  return (
    <fieldset className={classes["audiences"]}>
      <legend>To</legend>
      {options.length === 0 ? <p>The organization has no audiences yet; they are written in its configuration.</p> : null}
      <div>
        {options.map(({ id, name, isPublic, isTold }) => {
          const isChosen = chosen.includes(id);
          return (
            <button key={id} type="button" aria-pressed={isChosen} data-told={isTold || undefined} onClick={() => change({ audienceIds: toggled(chosen, id) })}>
              {isChosen ? <IconCheck size={13} stroke={2.2} aria-hidden="true" /> : null}
              {name}
              {isPublic ? <em>public</em> : null}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

const longestPart = 10_000;

/** Conditions, actions, needs; what was not typed is proposed from the common ground. */
export function CanFields({ update: { draft, proposed, change } }: { update: Update }) {
  const fields = fieldsOf(draft.body, proposed.data);
  const common = { autosize: true, minRows: 2, maxRows: 9, maxLength: longestPart } as const;
  return (
    <>
      <Textarea {...common} label="Conditions" description="What is so, for whoever reads it" value={fields.conditions} data-autofocus onChange={(event) => change({ conditions: event.currentTarget.value })} />
      <Textarea {...common} label="Actions" description="What is done about it" value={fields.actions} onChange={(event) => change({ actions: event.currentTarget.value })} />
      <Textarea {...common} minRows={1} label="Needs" description="What is asked of them; may be left empty" value={fields.needs} onChange={(event) => change({ needs: event.currentTarget.value })} />
    </>
  );
}

const hour = 3_600_000;

/** What the cadences say, in one line. */
function cadenceWords(update: Update, now: number): string {
  const named = (update.preview.data ?? update.proposed.data)?.audiences ?? [];
  const timed = named.flatMap(({ name, nextAt }) => (nextAt === null ? [] : [`${name} ${momentWords(Date.parse(nextAt), now)}`]));
  return timed.length === 0 ? "No audience here has a rhythm: the next comes when something changes." : `${timed.join(", ")}.`;
}

/** When the next words come: each update says it. */
export function NextUpdate({ update }: { update: Update }) {
  const { draft, proposed, change } = update;
  const now = useNow();
  const { next } = draft.body;
  if (proposed.data?.isClosing === true) return <p className={classes["small"]}>It is over: this is the last update, and says so.</p>;
  const kind = typeof next === "string" ? next : "at";
  const choose = (chosen: string) => change({ next: chosen === "at" ? { at: localNow(now + hour) } : (chosen as "cadence" | "change") });
  return (
    <div className={classes["next"]}>
      <p className={classes["label"]} id="next-update">Next update</p>
      <SegmentedControl
        aria-labelledby="next-update" value={kind} onChange={choose}
        data={[{ value: "cadence", label: "By the rhythm" }, { value: "at", label: "At a time" }, { value: "change", label: "On change" }]}
      />
      {typeof next === "string" ? (
        <p className={classes["small"]}>{next === "cadence" ? cadenceWords(update, now) : "It says that the next one comes when something changes."}</p>
      ) : (
        <TextInput type="datetime-local" aria-label="The next update comes at" value={next.at} min={localNow(now)} onChange={(event) => change({ next: { at: event.currentTarget.value } })} />
      )}
    </div>
  );
}
