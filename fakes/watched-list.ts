/** A list that grows and can be waited on: whoever waits is woken by the growth itself, not by polling. */
export class WatchedList<Item> {
  readonly #items: Item[] = [];
  readonly #watchers = new Set<() => void>();
  #hasEnded = false;

  get items(): readonly Item[] {
    return this.#items;
  }

  add(item: Item): void {
    this.#items.push(item);
    this.#wake();
  }

  /** Says that nothing will come any more: iterations finish and waits fail at once. */
  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  /** Resolves with the first item, past or future, that fits. `describe` tells what was seen when none came. */
  async waitFor(
    fits: (item: Item, all: readonly Item[]) => boolean,
    timeoutMs: number,
    describe: (items: readonly Item[]) => string,
  ): Promise<Item> {
    const deadline = Date.now() + timeoutMs;
    for (let next = 0; ; next += 1) {
      if (!(await this.#hasItem(next, deadline))) {
        const reason = this.#hasEnded ? "It ended without" : `Within ${String(timeoutMs)} ms there was not`;
        throw new Error(`${reason} what was waited for. ${describe(this.#items)}`);
      }
      const item = this.#items[next] as Item;
      if (fits(item, this.#items)) return item;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (let next = 0; await this.#hasItem(next, Infinity); next += 1) yield this.#items[next] as Item;
  }

  async #hasItem(index: number, deadline: number): Promise<boolean> {
    while (this.#items.length <= index && !this.#hasEnded) {
      const left = deadline - Date.now();
      if (left <= 0) return false;
      await this.#nextGrowth(left);
    }
    return this.#items.length > index;
  }

  #nextGrowth(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#watchers.delete(done);
        resolve();
      };
      const timer = Number.isFinite(withinMs) ? setTimeout(done, withinMs) : undefined;
      this.#watchers.add(done);
    });
  }

  #wake(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
