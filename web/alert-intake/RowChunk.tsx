import { type ReactNode, useEffect, useRef, useState } from "react";

const chunkSize = 50;
/** Below this many the browser draws them all without effort. */
const mostDrawn = 200;

/** Cuts a list into runs that are drawn, or left out while far away. */
export function chunksOf<Line>(lines: readonly Line[]): Line[][] {
  const count = Math.ceil(lines.length / chunkSize);
  return Array.from({ length: count }, (_, index) => lines.slice(index * chunkSize, (index + 1) * chunkSize));
}

export interface RowChunkProps {
  /** How many rows the whole list has. */
  all: number;
  children: ReactNode;
}

/** A run of rows; once far from what is looked at, only its height stays. */
export function RowChunk({ all, children }: RowChunkProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState<number>();
  const isWatched = all > mostDrawn;
  useEffect(() => {
    const element = body.current;
    if (!isWatched || element === null) return undefined;
    const watcher = new IntersectionObserver(
      ([seen]) => setHeight((known) => (seen?.isIntersecting === true ? undefined : (known ?? element.offsetHeight))),
      { rootMargin: "1200px" },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [isWatched]);
  const isAway = isWatched && height !== undefined;
  return <tbody ref={body}>{isAway ? <tr aria-hidden="true"><td colSpan={8} style={{ height, padding: 0 }} /></tr> : children}</tbody>;
}
