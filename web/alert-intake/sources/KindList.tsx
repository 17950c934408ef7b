import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import "../../design/mantine-form-styles.ts";
import type { SourceKind } from "./source-kinds.ts";
import classes from "./SourcesScreen.module.css";

export interface KindListProps {
  /** Those that were found. */
  kinds: readonly SourceKind[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  search: string;
  onSearch: (words: string) => void;
}

/** Everything that can speak to Muster, found by the names that people know. */
export function KindList({ kinds, chosen, onChoose, search, onSearch }: KindListProps) {
  return (
    <div className={classes["choice"]}>
      <TextInput
        aria-label="Find a tool"
        placeholder="Find a tool"
        leftSection={<IconSearch size={14} stroke={1.7} />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === "Enter") event.preventDefault(); }}
        data-autofocus
      />
      {kinds.length > 1 ? null : <p className={classes["note"]}>No tool of that name is known. Anything that sends by HTTP is read all the same: you say what is what in it.</p>}
      <fieldset className={classes["kinds"]} aria-label="Kind of source">
        {kinds.map((each) => (
          <label key={each.id} className={classes["kind"]}>
            <input type="radio" name="kind" value={each.id} checked={each.id === chosen} onChange={() => onChoose(each.id)} />
            <b>{each.words}</b>
            <span>{each.detail}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
