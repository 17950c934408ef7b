import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import classes from "./AlertTable.module.css";

/** The end of what was read; comes into sight, and more is read. */
export function ListEnd({ onReach, words }: { onReach: () => void; words: string }) {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(onReach);
  useEffect(() => {
    latest.current = onReach;
  });
  useEffect(() => {
    if (end.current === null) return undefined;
    const watcher = new IntersectionObserver(([seen]) => void (seen?.isIntersecting === true && latest.current()), { rootMargin: "600px" });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={end} className={classes["end"]}>
      <Button variant="subtle" size="xs" onClick={onReach}>
        {words}
      </Button>
    </div>
  );
}
