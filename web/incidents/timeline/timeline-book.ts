import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import type { List } from "../../api/client.ts";

/** What was read of a timeline so far, oldest first. */
export interface TimelinePages {
  entries: readonly EntryView[];
  isRead: boolean;
  hasOlder: boolean;
  isReadingOlder: boolean;
}

export interface BookSource {
  read: (cursor: string | null, limit: number) => Promise<List<EntryView>>;
  /** Every entry belongs to it: then a gap in their numbers is one that was told late. */
  isWhole: boolean;
}

const pageSize = 500;
const tailSize = 100;

const byTime = (one: EntryView, other: EntryView) => one.at.localeCompare(other.at) || (one.id < other.id ? -1 : 1);

/** Keeps what was read of one timeline. What is done to it is done one after the other. */
export class TimelineBook {
  private readonly listeners = new Set<() => void>();
  private known = new Map<string, EntryView>();
  private pages: TimelinePages = { entries: [], isRead: false, hasOlder: false, isReadingOlder: false };
  private older: string | null = null;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly source: BookSource) {}

  readonly now = (): TimelinePages => this.pages;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads what is new; the first time, the newest page. */
  refresh(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.pages.isRead) return this.readFirst();
      if (await this.readNews()) await this.readAgain();
    });
  }

  readOlder(): Promise<void> {
    return this.inTurn(async () => {
      if (this.older === null) return;
      this.put({ isReadingOlder: true });
      try {
        const page = await this.source.read(this.older, pageSize);
        this.older = page.next;
        this.add(page.items);
        this.show();
      } finally {
        this.put({ isReadingOlder: false });
      }
    });
  }

  /** So many entries the timeline has: where one is missing among those read (something told late), all are read again. */
  heed(count: number): Promise<void> {
    return this.inTurn(async () => {
      if (!this.source.isWhole || !this.pages.isRead || !isMissingOne(this.pages, count)) return;
      await this.readNews();
      if (isMissingOne(this.pages, count)) await this.readAgain();
    });
  }

  private async readFirst(): Promise<void> {
    const page = await this.source.read(null, pageSize);
    this.older = page.next;
    this.add(page.items);
    this.show();
  }

  /** Reads from the newest on until something is met that is known; true where an older line was changed by what is new. */
  private async readNews(): Promise<boolean> {
    const { read, isWhole } = this.source;
    const before = new Set(this.known.keys());
    let isMark = false;
    for (let page = await read(null, isWhole ? tailSize : pageSize); ; page = await read(page.next, pageSize)) {
      isMark ||= page.items.some(({ id, kind }) => kind === "mark" && !before.has(id));
      this.add(page.items);
      if (page.next === null || page.items.some(({ id }) => before.has(id))) break;
    }
    this.show();
    return isMark;
  }

  /** Reads again all that was read: a text may have been taken out, or something been told late. */
  private async readAgain(): Promise<void> {
    const oldest = this.pages.entries[0]?.at ?? "";
    const afresh = new Map<string, EntryView>();
    for (let page = await this.source.read(null, pageSize); ; page = await this.source.read(page.next, pageSize)) {
      page.items.forEach((entry) => afresh.set(entry.id, entry));
      this.older = page.next;
      if (page.next === null || (page.items.at(-1)?.at ?? "") < oldest) break;
    }
    this.known = afresh;
    this.show();
  }

  private inTurn(act: () => Promise<void>): Promise<void> {
    this.last = this.last.catch(() => undefined).then(act);
    return this.last;
  }

  private add(items: readonly EntryView[]): void {
    for (const entry of items) this.known.set(entry.id, entry);
  }

  private show(): void {
    this.put({ entries: [...this.known.values()].sort(byTime), isRead: true, hasOlder: this.older !== null });
  }

  private put(change: Partial<TimelinePages>): void {
    this.pages = { ...this.pages, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** With older pages unread, only what follows the highest number read can be told from what was not read yet. */
function isMissingOne({ entries, hasOlder }: TimelinePages, count: number): boolean {
  const numbers = new Set(entries.flatMap(({ entry }) => entry ?? []));
  const least = hasOlder ? Math.max(0, ...numbers) + 1 : 1;
  for (let number = count; number >= least; number -= 1) if (!numbers.has(number)) return true;
  return false;
}
