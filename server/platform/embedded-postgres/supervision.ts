import { setTimeout as delay } from "node:timers/promises";
import type { Postmaster } from "./postmaster.ts";

export interface Supervised {
  /** Clears the ground and starts PostgreSQL again. */
  restart(): Promise<Postmaster>;
  /** Milliseconds before each restart in a row; when they are used up, it is given up. */
  pauses: readonly number[];
  log: (line: string) => void;
  onFatal: (error: Error) => void;
}

export const usualPauses: readonly number[] = [100, 200, 400, 800, 1_600, 3_000, 3_000, 3_000];

const longEnough = 60_000;

/** Keeps PostgreSQL running until it is stopped: starts it again when it ends, and gives up when that does not last. */
export class Supervision {
  readonly #stopping = new AbortController();
  readonly #watch: Promise<void>;
  #stopped: Promise<void> | undefined;

  constructor(
    private current: Postmaster,
    private readonly supervised: Supervised,
  ) {
    this.#watch = this.#keepRunning().catch((error: Error) => supervised.onFatal(error));
  }

  get pid(): number {
    return this.current.pid;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await this.current.stop();
    await this.#watch;
  }

  async #keepRunning(): Promise<void> {
    for (let restarts = 0; ; restarts += 1) {
      const began = performance.now();
      const reason = await this.current.exited;
      if (this.#stopping.signal.aborted) return;
      if (performance.now() - began > longEnough) restarts = 0;
      const pause = this.supervised.pauses[restarts];
      if (pause === undefined) throw new Error(`PostgreSQL ended ${restarts + 1} times in a row (${reason}). It said:\n${this.current.lastWords().join("\n")}`);
      await this.#startAgain(reason, pause);
    }
  }

  async #startAgain(reason: string, pause: number): Promise<void> {
    this.supervised.log(`PostgreSQL ended unasked (${reason}); starting it again in ${pause} ms.`);
    await delay(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    if (this.#stopping.signal.aborted) return;
    this.current = await this.supervised.restart();
    if (this.#stopping.signal.aborted) return this.current.stop();
    if (await this.current.ready) this.supervised.log(`PostgreSQL runs again (process ${this.current.pid}).`);
  }
}
