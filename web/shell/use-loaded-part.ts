import { type ComponentType, useEffect, useState } from "react";
import { toastShelf } from "../design/toasts.ts";

const leisure = 2_000;

/**
 * A part whose code comes later: at leisure, or when it is first opened. React's own `lazy` would hold back what it
 * shows for a third of a second, and what is typed after ⌘K meanwhile would be lost.
 */
export function useLoadedPart<Props>(load: () => Promise<ComponentType<Props>>) {
  const [Part, setPart] = useState<ComponentType<Props>>();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const keep = (loaded: ComponentType<Props>) => setPart(() => loaded);
    const timer = setTimeout(() => void load().then(keep, () => undefined), leisure);
    return () => clearTimeout(timer);
  }, [load]);
  const open = () => {
    const show = (loaded: ComponentType<Props>) => {
      setPart(() => loaded);
      setIsOpen(true);
    };
    const refuse = () => {
      toastShelf.show({ id: "part", text: "This needs a connection to open the first time.", look: "sheet", seconds: 6 });
    };
    if (Part === undefined) void load().then(show, refuse);
    else setIsOpen(true);
  };
  return { Part, isOpen, open, close: () => setIsOpen(false) };
}
