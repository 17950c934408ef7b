const lineFeed = 10;
const nul = 0;
const lessThan = 60;
/** Longer messages are cut to this. */
export const longestMessage = 65_536;
const count = /^([1-9]\d{0,8}) /;
const beginOfCount = /^[1-9]\d{0,8}$/;

/**
 * Cuts the bytes of a TCP connection into messages (RFC 6587): by the count before each, or by the line feed or NUL after it. How a connection
 * begins tells which; a sender does not change over, and text on a line of its own that begins with digits must not be taken for a count.
 */
export class SyslogFrames {
  private pending: Buffer = Buffer.alloc(0);
  private isCounted: boolean | null = null;
  /** How many more bytes belong to a message that was cut. */
  private left = 0;
  private isLineCut = false;

  add(chunk: Buffer): Buffer[] {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const frames: Buffer[] = [];
    for (let frame = this.next(); frame !== null; frame = this.next()) if (frame.length > 0) frames.push(frame);
    return frames;
  }

  /** What the connection ended in the middle of. */
  finish(): Buffer[] {
    const rest = this.isLineCut || this.left > 0 ? Buffer.alloc(0) : this.pending.subarray(this.isCounted ? this.countLength() : 0);
    this.pending = Buffer.alloc(0);
    return rest.length > 0 ? [rest.subarray(0, longestMessage)] : [];
  }

  private next(): Buffer | null {
    this.skip();
    if (this.pending.length === 0 || this.left > 0 || this.isLineCut) return null;
    this.isCounted ??= this.pending[0] !== lessThan && (count.test(this.head()) || (beginOfCount.test(this.head()) ? null : false));
    if (this.isCounted === null) return null;
    return this.isCounted ? this.nextCounted() : this.nextLine();
  }

  /** Leaves out the rest of what was cut. */
  private skip(): void {
    const skipped = Math.min(this.left, this.pending.length);
    this.left -= skipped;
    this.pending = this.pending.subarray(skipped);
    if (!this.isLineCut) return;
    const end = this.endOfLine();
    this.isLineCut = end < 0;
    this.pending = this.pending.subarray(end < 0 ? this.pending.length : end + 1);
  }

  /** Where a count should stand and does not, the line is the message. */
  private nextCounted(): Buffer | null {
    const begin = this.countLength();
    if (begin === 0) return beginOfCount.test(this.head()) ? null : this.nextLine();
    const length = Number(this.head().slice(0, begin - 1));
    const kept = Math.min(length, longestMessage);
    if (this.pending.length < begin + kept) return null;
    this.left = length - kept;
    return this.take(begin, begin + kept);
  }

  private nextLine(): Buffer | null {
    const end = this.endOfLine();
    if (end >= 0 && end <= longestMessage) return this.take(0, end, end + 1);
    if (this.pending.length <= longestMessage) return null;
    this.isLineCut = true;
    return this.take(0, longestMessage);
  }

  private take(from: number, to: number, next = to): Buffer {
    const frame = this.pending.subarray(from, to);
    this.pending = this.pending.subarray(next);
    return frame;
  }

  private endOfLine(): number {
    const feed = this.pending.indexOf(lineFeed);
    const end = this.pending.subarray(0, feed < 0 ? this.pending.length : feed).indexOf(nul);
    return end < 0 ? feed : end;
  }

  private countLength(): number {
    return count.exec(this.head())?.[0].length ?? 0;
  }

  private head(): string {
    return this.pending.toString("latin1", 0, 10);
  }
}
