import { Lexer, Parser, type CST, type LineCounter } from "yaml";

/** Deeper than any document needs, and far from where the library's own recursion ends the process. */
export const mostDepth = 64;

/** The tokens, and where quoted texts begin: a quote left open is looked for at its beginning. */
export type Tokens = { tokens: CST.Token[]; quotesAt: number[] } | { tooDeepAt: number };

/** Splits the text into syntax tokens, stopping where it nests too deeply for what comes next to be safe. */
export function tokensOf(text: string, lines: LineCounter): Tokens {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  const quotesAt: number[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('"') || lexeme.startsWith("'")) quotesAt.push(parser.offset);
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > mostDepth) return { tooDeepAt: Math.min(parser.offset, text.length) };
  }
  tokens.push(...parser.end());
  return { tokens, quotesAt };
}
