import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { Keys } from "../design/Keys.tsx";
import { commandsFor } from "./palette-order.ts";
import classes from "./Palette.module.css";
import type { Finding, Found } from "./types.ts";

export interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  /** What can be done from here. */
  commands: readonly Found[];
  useFinding: (query: string) => Finding;
}

const groups: readonly { id: Found["group"]; words: string }[] = [
  { id: "do", words: "Do" },
  { id: "find", words: "Find" },
];

interface OptionProps {
  found: Found;
  id: string;
  isChosen: boolean;
  onChoose: () => void;
  onPress: () => void;
}

function Option({ found, id, isChosen, onChoose, onPress }: OptionProps) {
  useEffect(() => {
    if (isChosen) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [isChosen, id]);
  return (
    <div id={id} role="option" aria-selected={isChosen} className={classes["option"]} onPointerMove={onChoose} onClick={onPress}>
      <span className={classes["icon"]} aria-hidden="true">{found.icon}</span>
      <span className={classes["words"]}>
        {found.title} <span>{found.detail}</span>
      </span>
      {isChosen ? <Keys keys="↵" /> : found.keys?.split(" ").map((key) => <Keys key={key} keys={key} />)}
    </div>
  );
}

/** The found in the order they are shown: what can be done first. */
function useFound({ commands, useFinding }: PaletteProps, query: string) {
  const { found, isLoading } = useFinding(query);
  const all = useMemo(() => {
    const both = [...commandsFor(query, commands), ...found];
    return groups.flatMap((group) => both.filter((each) => each.group === group.id));
  }, [commands, found, query]);
  return { all, isLoading };
}

function Results({ all, listId, chosen, choose, press }: {
  all: readonly Found[];
  listId: string;
  chosen: number;
  choose: (index: number) => void;
  press: (found: Found | undefined) => void;
}) {
  return groups.map((group) => {
    const members = all.filter((each) => each.group === group.id);
    if (members.length === 0) return null;
    return (
      <div key={group.id} role="group" aria-label={group.words}>
        <p className={classes["group"]} aria-hidden="true">{group.words}</p>
        {members.map((found) => {
          const index = all.indexOf(found);
          return (
            <Option
              key={found.id}
              id={`${listId}-${index}`}
              found={found}
              isChosen={index === chosen}
              onChoose={() => choose(index)}
              onPress={() => press(found)}
            />
          );
        })}
      </div>
    );
  });
}

function PaletteBody(props: PaletteProps) {
  const [query, setQuery] = useState("");
  const [chosenAt, choose] = useState(0);
  const listId = useId();
  const { all, isLoading } = useFound(props, query);
  const chosen = Math.min(chosenAt, Math.max(0, all.length - 1));
  const press = (found: Found | undefined) => {
    if (found === undefined) return;
    props.onClose();
    found.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") choose((chosen + 1) % Math.max(1, all.length));
    else if (event.key === "ArrowUp") choose((chosen + all.length - 1) % Math.max(1, all.length));
    else if (event.key === "Enter") press(all[chosen]);
    else return;
    event.preventDefault();
  };
  const nothing = isLoading ? "Looking…" : query === "" ? "Type what you look for" : `Nothing is called “${query}”`;
  return (
    <>
      <div className={classes["search"]}>
        <IconSearch size={18} stroke={1.8} aria-hidden="true" />
        <input
          data-autofocus
          autoFocus
          role="combobox"
          aria-label="Find or do"
          aria-expanded={all.length > 0}
          aria-controls={listId}
          aria-activedescendant={all.length > 0 ? `${listId}-${chosen}` : undefined}
          placeholder="Find anything, do anything"
          value={query}
          autoComplete="off"
          spellCheck={false}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            choose(0);
          }}
        />
      </div>
      <div id={listId} role="listbox" aria-label="Found" className={classes["list"]}>
        <Results all={all} listId={listId} chosen={chosen} choose={choose} press={press} />
      </div>
      {all.length === 0 ? <p className={classes["nothing"]} role="status">{nothing}</p> : null}
      <p className={classes["foot"]} aria-hidden="true">
        <span>↑↓ choose</span>
        <span>↵ do</span>
        <span>? all keys</span>
      </p>
    </>
  );
}

/** Finds anything and does anything. */
export function Palette(props: PaletteProps) {
  return (
    <Modal.Root
      opened={props.isOpen}
      onClose={props.onClose}
      centered={false}
      yOffset="12vh"
      size={600}
      // What is typed right after the keys must land in the field.
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label="Find or do">
        <Modal.Body className={classes["body"] ?? ""}>
          <PaletteBody {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

