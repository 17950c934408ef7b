const oftenEnough = 5;
const mostTexts = 1_000;

/**
 * Names under which statements are prepared that are asked for again and again: PostgreSQL then takes each apart once on a connection, and not each time, which for a
 * small statement is half of its cost. Texts that are made anew each time are never asked for often, and there is an end to those that are counted.
 */
export class StatementNames {
  private readonly uses = new Map<string, { number: number; count: number }>();
  private generation = 0;

  /** None for a text that has not come often yet. */
  nameOf(text: string): string | undefined {
    const known = this.uses.get(text) ?? this.begin(text);
    if (!known) return undefined;
    known.count += 1;
    return known.count > oftenEnough ? `${this.generation}/${known.number}` : undefined;
  }

  /** Gives other names from now on: what is prepared under the old ones fits the tables no more. */
  renew(): void {
    this.generation += 1;
  }

  private begin(text: string): { number: number; count: number } | null {
    if (this.uses.size === mostTexts) return null;
    const use = { number: this.uses.size, count: 0 };
    this.uses.set(text, use);
    return use;
  }
}

/** True where a table got another shape since the statement was prepared, as when a newer version of the program starts beside this one. */
export function isOutdated(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string };
  return code === "0A000" && routine === "RevalidateCachedQuery";
}
