export interface TextPart {
  text: string;
  isMarked: boolean;
  start: number;
}

/** The text in parts, those between the places marked; overlapping places count once. */
export function marked(text: string, places: readonly { start: number; end: number }[]): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    if (start > at) parts.push({ text: text.slice(at, start), isMarked: false, start: at });
    parts.push({ text: text.slice(start, end), isMarked: true, start });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMarked: false, start: at });
  return parts;
}
