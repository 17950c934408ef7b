import { Modal } from "@mantine/core";
import { commandKey, Keys } from "../design/Keys.tsx";
import type { KeyBinding } from "./key-strokes.ts";
import classes from "./KeysDialog.module.css";
import { useKeyBindings } from "./KeysProvider.tsx";

const scopes: readonly { id: KeyBinding["scope"]; words: string }[] = [
  { id: "here", words: "On this screen" },
  { id: "everywhere", words: "Everywhere" },
];

function KeyList({ words, bindings }: { words: string; bindings: readonly KeyBinding[] }) {
  if (bindings.length === 0) return null;
  return (
    <section className={classes["group"]} aria-label={words}>
      <h3>{words}</h3>
      <dl>
        {bindings.map((binding) => (
          <div key={`${binding.keys} ${binding.words}`}>
            <dt>{binding.words}</dt>
            <dd>
              {binding.keys.split(" ").map((key) => (
                <Keys key={key} keys={key.replace("⌘", commandKey())} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Lists the keys that mean something now. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const bindings = useKeyBindings();
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys" size={440} closeButtonProps={{ "aria-label": "Close" }}>
      {scopes.map((scope) => (
        <KeyList key={scope.id} words={scope.words} bindings={bindings.filter((each) => each.scope === scope.id)} />
      ))}
    </Modal>
  );
}
