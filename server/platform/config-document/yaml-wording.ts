import type { ErrorCode } from "yaml";

interface Wording {
  message: string;
  mend: string;
}

const words: Partial<Record<ErrorCode, Wording>> = {
  TAB_AS_INDENT: { message: "A tab stands where only spaces indent.", mend: "Replace the tab by spaces." },
  BAD_INDENT: { message: "This line is not indented like its neighbours.", mend: "Begin members of one map, or entries of one list, in the same column, and close every bracket." },
  MISSING_CHAR: { message: "Something that was opened is not closed, or a comma or a colon is missing.", mend: "Look for a missing quote, bracket, comma or colon here or just before." },
  BLOCK_AS_IMPLICIT_KEY: { message: "A second “: ” stands on this line.", mend: "Put text that holds a colon in quotes." },
  MULTILINE_IMPLICIT_KEY: { message: "The name of a member goes over more than one line.", mend: "Is a colon missing after it? Text that holds a colon belongs in quotes." },
  UNEXPECTED_TOKEN: { message: "Something stands here that does not belong here.", mend: "Look for a missing quote or comma just before." },
  BAD_ALIAS: { message: "This alias is not written right.", mend: "Write * and the name of an anchor; text that begins with * belongs in quotes." },
  BAD_SCALAR_START: { message: "Text cannot begin with this character.", mend: "Put the text in quotes." },
  BAD_DQ_ESCAPE: { message: "This \\ escapes nothing that is known.", mend: "Write \\\\ for a backslash, or use single quotes." },
  MULTIPLE_DOCS: { message: "A second document begins here.", mend: "Keep one document to a file: remove the line with ---." },
};

const openBracket = { message: "A bracket that was opened before is not closed.", mend: "Close it before this line." };
const openQuote = { message: "This quote is not closed.", mend: "Close it, or write a quote inside quotes as \\\"." };

/** True for an error that the library reports where the text ends, though it lies where the last quote begins. */
export function isOpenQuote(text: string): boolean {
  return /^Missing closing ['"]/.test(text);
}

/** A syntax error of the library in our words. */
export function wordSyntaxError(code: ErrorCode, text: string): Wording {
  if (isOpenQuote(text)) return openQuote;
  if (text.startsWith("Flow ") && text.includes(" end with ")) return openBracket;
  return words[code] ?? { message: `This is not YAML: ${text.split("\n", 1)[0] ?? ""}.`, mend: "Correct the writing here." };
}
