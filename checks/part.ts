/** What one part of the check found. `nothingYet` says what it would look at and does not find. */
export interface Findings {
  failures: string[];
  nothingYet?: string;
}

/** One part of `npm run check`, run on the repository at `root`. */
export type Part = (root: string) => Promise<Findings>;

/** A file that is written from the code. The text is null where there is nothing to write it from yet. */
export interface GeneratedMap {
  file: string;
  source: string;
  text(root: string): Promise<string | null>;
}

/** The Markdown of a table; line breaks and bars in a cell are kept from breaking it. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(asCell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function asCell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}

/** The note at the head of each generated Markdown file. */
export function generatedFrom(source: string): string {
  return `*Generated from ${source} by \`npm run generate\`; not edited by hand.*`;
}
