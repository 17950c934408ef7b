const newLine = 10;
const hyphen = 45;
const mostOfPart = 262_144;
const mostOfMail = 4_194_304;
/** A line that does not end is taken in pieces. */
const longestLine = 65_536;

/**
 * Keeps of a mail, while it comes in, what is read of it: the beginning of each of its parts. Reading an attachment of 20 MB to its end
 * would hold up everything else for a second, and nobody asks for more than its name.
 */
export class MailSkimming {
  private readonly kept: Buffer[] = [];
  private keptBytes = 0;
  private partBytes = 0;
  private unfinished: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    const bytes = Buffer.concat([this.unfinished, chunk]);
    const end = bytes.lastIndexOf(newLine) + 1;
    const whole = bytes.length - end > longestLine ? bytes.length : end;
    this.unfinished = bytes.subarray(whole);
    this.takeLines(bytes.subarray(0, whole));
  }

  finish(): Buffer {
    this.takeLines(this.unfinished);
    this.unfinished = Buffer.alloc(0);
    return Buffer.concat(this.kept);
  }

  /** Parts begin with a line that begins with two hyphens (RFC 2046, section 5.1.1). */
  private takeLines(lines: Buffer): void {
    if (this.keptBytes >= mostOfMail) return;
    const taken: Buffer[] = [];
    for (let from = 0; from < lines.length; ) {
      const next = lines.indexOf("\n--", from);
      const to = next < 0 ? lines.length : next + 1;
      taken.push(this.take(lines.subarray(from, to)));
      from = to;
    }
    this.kept.push(Buffer.concat(taken));
  }

  private take(segment: Buffer): Buffer {
    const before = segment[0] === hyphen && segment[1] === hyphen ? 0 : this.partBytes;
    const room = Math.max(0, Math.min(mostOfPart - before, mostOfMail - this.keptBytes));
    const taken = segment.subarray(0, room);
    this.partBytes = before + segment.length;
    this.keptBytes += taken.length;
    return taken.length < segment.length && taken.length > 0 ? Buffer.concat([taken, Buffer.from("\r\n")]) : taken;
  }
}
