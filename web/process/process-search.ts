/** What the address of the process says: which version is read, and with which it is compared. */
export interface ProcessSearch {
  /** Left out: the draft where one is open, else the version in force. */
  version?: number;
  against?: number;
}

export function readProcessSearch(raw: Record<string, unknown>): ProcessSearch {
  const [version, against] = [numberOf(raw["version"]), numberOf(raw["against"])];
  return { ...(version === undefined ? {} : { version }), ...(against === undefined ? {} : { against }) };
}

function numberOf(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number < 1_000_000_000 ? number : undefined;
}
