import { z } from "zod";

/** The form of every list: `?limit=` up to 500 and `?cursor=` from the answer before. */
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
});

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Cuts the page out of rows that were read with one more than the limit, which shows whether there is a next. */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string): { rows: readonly Row[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? cursorOf(last) : null };
}
