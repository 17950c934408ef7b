import { ApiProblem, isPassing } from "../../api/client.ts";

/** What somebody wrote and the server may not have yet. Its key makes sure that it is written once, however often it is sent. */
export interface Letter {
  key: string;
  incidentId: string;
  kind: "notes" | "decisions";
  /** Of a decision also what it is made of. */
  body: { text: string; replyTo?: number; at?: string };
  writtenAt: number;
  /** `sending` it is on its way, `waiting` for the server, `refused` for its writer. */
  state: "sending" | "waiting" | "refused";
  problem?: string;
}

export interface OutboxParts {
  /** Where letters outlive the page. */
  keep: { read: () => string | null; write: (text: string) => void };
  send: (letter: Letter) => Promise<unknown>;
  /** Calls back after so many milliseconds. */
  later: (act: () => void, milliseconds: number) => void;
}

const retryAfter = 3_000;

/** Sends what people write in its order, and keeps it until it arrived: a lost network or a restarted server loses no note. */
export class Outbox {
  private readonly listeners = new Set<() => void>();
  private letters: readonly Letter[];
  private isBusy = false;

  constructor(private readonly parts: OutboxParts) {
    this.letters = readLetters(parts.keep.read());
  }

  readonly now = (): readonly Letter[] => this.letters;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  post(letter: Omit<Letter, "state">): void {
    this.put([...this.letters, { ...letter, state: "sending" }]);
    void this.flush();
  }

  /** Takes a letter back: its writer goes on with it, or lets it be. */
  withdraw(key: string): void {
    this.put(this.letters.filter((letter) => letter.key !== key));
  }

  /** Tries what waits; a letter that was refused waits for its writer and holds up no other. */
  async flush(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      for (let letter = this.next(); letter !== undefined && (await this.deliver(letter)); letter = this.next());
    } finally {
      this.isBusy = false;
    }
  }

  private next(): Letter | undefined {
    return this.letters.find(({ state }) => state !== "refused");
  }

  /** False where the server is away: then the rest waits too. */
  private async deliver(letter: Letter): Promise<boolean> {
    try {
      await this.parts.send(letter);
      this.withdraw(letter.key);
      return true;
    } catch (error) {
      if (isPassing(error)) {
        this.put(this.letters.map((one) => (one.state === "refused" ? one : { ...one, state: "waiting" })));
        this.parts.later(() => void this.flush(), retryAfter);
        return false;
      }
      const problem = error instanceof ApiProblem ? error.message : "It could not be sent.";
      this.put(this.letters.map((one) => (one.key === letter.key ? { ...one, state: "refused", problem } : one)));
      return true;
    }
  }

  private put(letters: readonly Letter[]): void {
    this.letters = letters;
    this.parts.keep.write(JSON.stringify(letters));
    for (const listener of this.listeners) listener();
  }
}

function readLetters(text: string | null): readonly Letter[] {
  try {
    const letters = JSON.parse(text ?? "[]") as unknown;
    return Array.isArray(letters) ? (letters as Letter[]).map((letter) => (letter.state === "sending" ? { ...letter, state: "waiting" } : letter)) : [];
  } catch {
    return [];
  }
}
