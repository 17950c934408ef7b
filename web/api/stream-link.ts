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

const closed = 2;
const shortestPause = 1_000;
const longestPause = 15_000;

/** Follows the stream. The browser reconnects by itself with `Last-Event-ID`; where it gave up, a new one goes on after the last event. */
export class StreamLink {
  private source: Source | null = null;
  private position: string | null = null;
  private isLive = true;
  private pause = shortestPause;
  private callOff: () => void = () => undefined;

  constructor(private readonly parts: LinkParts) {
    this.renew();
  }

  /** Opens afresh at once, where the old connection may be dead without having said so. */
  renew(): void {
    this.close();
    const source = this.parts.open(this.position === null ? "/api/v1/stream" : `/api/v1/stream?after=${this.position}`);
    this.source = source;
    source.addEventListener("ready", (event) => this.arrive(event.lastEventId));
    source.addEventListener("reload", (event) => {
      this.arrive(event.lastEventId);
      this.parts.tell({ kind: "reload" });
    });
    source.addEventListener("change", (event) => {
      this.position = event.lastEventId;
      this.parts.tell({ kind: "changed", stream: (JSON.parse(event.data) as { stream: string }).stream });
    });
    source.onerror = () => {
      if (this.source === source) this.lose(source);
    };
  }

  close(): void {
    this.callOff();
    this.source?.close();
    this.source = null;
  }

  private arrive(at: string): void {
    const isFirst = this.position === null;
    this.position = at;
    this.pause = shortestPause;
    this.isLive = true;
    this.parts.tell({ kind: isFirst ? "began" : "live" });
  }

  private lose(source: Source): void {
    const { tell, now, later } = this.parts;
    if (this.isLive) tell({ kind: "cut", since: now() });
    this.isLive = false;
    if (source.readyState !== closed) return;
    tell({ kind: "refused" });
    this.callOff();
    this.callOff = later(() => this.renew(), this.pause);
    this.pause = Math.min(longestPause, this.pause * 2);
  }
}
