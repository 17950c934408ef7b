/** How many messages were lost since it was told last: nobody's, without room for them, not storable; and connections that were one too many. */
export interface SyslogLosses {
  unknown: number;
  full: number;
  failed: number;
  connections: number;
}

const tellAfter = 5_000;

/** Counts what is lost, and tells it together: a flood is told in one sentence. */
export class LossCounter {
  private losses = noLosses();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly tell: (losses: SyslogLosses) => Promise<void>) {}

  count(why: keyof SyslogLosses): void {
    this.losses[why] += 1;
    this.timer ??= setTimeout(() => void this.finish(), tellAfter);
  }

  async finish(): Promise<void> {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    const losses = this.losses;
    this.losses = noLosses();
    await this.tell(losses);
  }
}

function noLosses(): SyslogLosses {
  return { unknown: 0, full: 0, failed: 0, connections: 0 };
}
