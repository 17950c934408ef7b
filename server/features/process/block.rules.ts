/** A piece of a part as it is read. Its key stays the same from version to version, so that the two can be laid beside each other. */
export type Block =
  | { kind: "prose"; key: string; text: string }
  | { kind: "table"; key: string; columns: readonly string[]; /** What the first cell of a row is drawn as. */ mark: "severity" | "priority" | "plain"; rows: readonly Row[] }
  | { kind: "grid"; key: string; severities: readonly string[]; rows: readonly GridRow[] };

export interface Row {
  key: string;
  cells: readonly string[];
}

export interface GridRow {
  key: string;
  name: string;
  cells: readonly { severity: string; verdict: "allowed" | "confirm" | "forbidden"; text: string }[];
}
