/** What the live stream tells a page. */
export type StreamNews =
  /** It follows the server from here on; what was read before may have missed something. */
  | { kind: "began" }
  | { kind: "live" }
  | { kind: "cut"; since: number }
  /** The server lets nobody in: perhaps the session ended. */
  | { kind: "refused" }
  | { kind: "changed"; stream: string }
  /** Too much was missed to be told one by one. */
  | { kind: "reload" };

/** As much of an EventSource as is needed. */
export interface Source {
  readonly readyState: number;
  onerror: (() => void) | null;
  addEventListener(type: string, heard: (event: { data: string; lastEventId: string }) => void): void;
  close(): void;
}

export interface LinkParts {
  open: (url: string) => Source;
  tell: (news: StreamNews) => void;
  now: () => number;
  /** Calls back after so many milliseconds, and gives the way to call it off. */
  later: (act: () => void, milliseconds: number) => () => void;
}

export interface Link {
  /** Opens afresh at once, where the old connection may be dead without having said so. */
  renew(): void;
  close(): void;
}

const closed = 2;
const shortestPause = 1_000;
const longestPause = 15_000;

/** Follows the stream. The browser reconnects by itself with `Last-Event-ID`; where it gave up, a new one goes on after the last event. */
export function openLink({ open, tell, now, later }: LinkParts): Link {
  let source: Source | null = null;
  let position: string | null = null;
  let isLive = true;
  let pause = shortestPause;
  let callOff: () => void = () => undefined;

  function begin(): void {
    callOff();
    source?.close();
    const opened = open(position === null ? "/api/v1/stream" : `/api/v1/stream?after=${position}`);
    source = opened;
    opened.addEventListener("ready", (event) => arrive(event.lastEventId));
    opened.addEventListener("reload", (event) => {
      arrive(event.lastEventId);
      tell({ kind: "reload" });
    });
    opened.addEventListener("change", (event) => {
      position = event.lastEventId;
      tell({ kind: "changed", stream: (JSON.parse(event.data) as { stream: string }).stream });
    });
    opened.onerror = () => {
      if (source === opened) lose(opened);
    };
  }

  function arrive(at: string): void {
    const isFirst = position === null;
    position = at;
    pause = shortestPause;
    isLive = true;
    tell({ kind: isFirst ? "began" : "live" });
  }

  function lose(lost: Source): void {
    if (isLive) tell({ kind: "cut", since: now() });
    isLive = false;
    if (lost.readyState !== closed) return;
    tell({ kind: "refused" });
    callOff();
    callOff = later(begin, pause);
    pause = Math.min(longestPause, pause * 2);
  }

  begin();
  return {
    renew: begin,
    close() {
      callOff();
      source?.close();
      source = null;
    },
  };
}
