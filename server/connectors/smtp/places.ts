/**
 * So many may be at it at once; the others wait for a place in the order in which they came. The transport's own queue will not do: what waits there
 * is sent in the end, even when its sender was told long ago that it was not.
 */
export class Places {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  /** True with a place, to be left afterwards; false where the signal came first, or the place later than after so many milliseconds. */
  async take(longestWait: number, signal: AbortSignal): Promise<boolean> {
    if (this.free > 0) {
      this.free -= 1;
      return true;
    }
    const latest = performance.now() + longestWait;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    // Timers that ran out while the process was frozen are heard before this one: a signal that is over must not be overtaken by a place.
    await new Promise((resolve) => setTimeout(resolve));
    if (!signal.aborted && performance.now() < latest) return true;
    this.leave();
    return false;
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}
