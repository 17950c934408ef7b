import type { ApiProblem } from "../api/client.ts";
import { isPassing } from "../api/client.ts";
import { afterSave, beginWriting, hear, isDirty, keepBoth, type Held, type Writing } from "./section-text.ts";

export type SavingState = "saved" | "typing" | "saving" | "waits";

export interface Conflict extends Held {
  by: string;
}

export interface SectionView {
  text: string;
  state: SavingState;
  conflict: Conflict | null;
  problem: ApiProblem | null;
}

/** What the keeper asks of the outside. */
export interface Outside {
  save(text: string, baseVersion: number): Promise<Held & { isMerged: boolean }>;
  /** The section as it stands now, and who saved it last. */
  read(): Promise<Conflict>;
  /** What is written and not saved; null once all is. */
  keep(unsaved: { text: string; base: number } | null): void;
  later(act: () => void, milliseconds: number): () => void;
}

const pause = 900;
const retryPause = 3_000;

/** Keeps one section while somebody writes: saves after a pause, puts in what others wrote, and never lets go of what was typed. */
export class SectionKeeper {
  private writing: Writing;
  private view: SectionView;
  private readonly listeners = new Set<() => void>();
  private callOff: () => void = () => undefined;
  private isBusy = false;

  constructor(held: Held, unsaved: { text: string; base: number } | null, private readonly outside: Outside) {
    this.writing = { ...beginWriting(held), ...(unsaved ?? {}) };
    this.view = { text: this.writing.text, state: "saved", conflict: null, problem: null };
    if (isDirty(this.writing)) this.saveLater(0);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly now = (): SectionView => this.view;

  change(text: string): void {
    this.writing = { ...this.writing, text };
    this.outside.keep({ text, base: this.writing.base });
    this.show({ state: "typing" });
    if (this.view.conflict === null) this.saveLater(pause);
  }

  /** The server holds this version now. */
  hear(held: Held): void {
    this.writing = hear(this.writing, held);
    this.show({});
  }

  settle(choice: "both" | "mine" | "theirs"): void {
    const { conflict } = this.view;
    if (conflict === null) return;
    const theirs = conflict.text ?? "";
    const text = choice === "theirs" ? theirs : choice === "mine" ? this.writing.text : keepBoth(this.writing.text, theirs);
    this.writing = { ...beginWriting(conflict), text };
    this.show({ conflict: null });
    if (isDirty(this.writing)) this.saveLater(0);
    else this.rest();
  }

  private saveLater(milliseconds: number): void {
    this.callOff();
    this.callOff = this.outside.later(() => void this.save(), milliseconds);
  }

  private async save(): Promise<void> {
    if (this.isBusy || !isDirty(this.writing)) return;
    this.isBusy = true;
    this.show({ state: "saving", problem: null });
    const { text, base } = this.writing;
    const next = await this.outside.save(text, base).then((answer) => this.take(text, answer), (problem: ApiProblem) => this.heed(problem));
    this.isBusy = false;
    if (next !== null && isDirty(this.writing)) this.saveLater(next);
  }

  private take(sent: string, answer: Held & { isMerged: boolean }): number {
    this.writing = afterSave(this.writing, sent, answer);
    if (isDirty(this.writing)) this.show({ state: "typing" });
    else this.rest();
    return pause;
  }

  /** Gives when to try again; null where a person has to do something first. */
  private async heed(problem: ApiProblem): Promise<number | null> {
    if (isPassing(problem)) {
      this.show({ state: "waits" });
      return retryPause;
    }
    if (problem.code === "retrospective.section-changed") this.show({ state: "typing", conflict: await this.outside.read() });
    else this.show({ state: "typing", problem });
    return null;
  }

  private rest(): void {
    this.outside.keep(null);
    this.show({ state: "saved" });
  }

  private show(more: Partial<SectionView>): void {
    this.view = { ...this.view, ...more, text: this.writing.text };
    for (const listener of this.listeners) listener();
  }
}
