import { Button } from "@mantine/core";
import type { OverrideView } from "../../server/features/on-call/contract.ts";
import { useOfNow } from "../design/NowProvider.tsx";
import { Section } from "../design/Section.tsx";
import { fullMomentWords } from "../design/wording.ts";
import classes from "./OnCall.module.css";
import { overrideWords } from "./schedule-layers.ts";

interface OverrideRowProps {
  override: OverrideView;
  me: string | null;
  timezone: string;
  onTakeBack: ((override: OverrideView) => void) | undefined;
}

function makerWords({ kind, id, name }: OverrideView["madeBy"], me: string | null): string {
  if (id !== null && id === me) return "you";
  return name ?? (kind === "token" ? "a program with an API token" : "Muster");
}

function OverrideRow({ override, me, timezone, onTakeBack }: OverrideRowProps) {
  const [from, to] = [Date.parse(override.from), Date.parse(override.to)];
  const isOver = useOfNow((now) => to <= now);
  const words = overrideWords(override, me);
  const maker = makerWords(override.madeBy, me);
  return (
    <li className={classes["override"]}>
      <div>
        <p>
          <b>{words}</b>, {fullMomentWords(from, timezone)} to {fullMomentWords(to, timezone)}
        </p>
        <p className={classes["small"]}>
          by {maker}
          {override.reason === null ? null : <>: {override.reason}</>}
        </p>
      </div>
      {isOver || onTakeBack === undefined ? null : (
        <Button size="xs" variant="default" aria-label={`Take back: ${words}`} onClick={() => onTakeBack(override)}>
          Take back
        </Button>
      )}
    </li>
  );
}

export interface OverrideListProps extends Omit<OverrideRowProps, "override"> {
  overrides: readonly OverrideView[];
}

/** The overrides of the weeks shown, with who made them and why. */
export function OverrideList({ overrides, ...rest }: OverrideListProps) {
  if (overrides.length === 0) return null;
  return (
    <Section title="Overrides" count={overrides.length}>
      <ul className={classes["overrides"]}>
        {overrides.map((override) => (
          <OverrideRow key={override.id} override={override} {...rest} />
        ))}
      </ul>
    </Section>
  );
}
