const pair = String.raw`[\w.%+*[\]-]{1,100}=[^\s&=]*`;
const pairs = new RegExp(`^\\s*${pair}(?:&${pair})*\\s*$`);

/** Whether a text is what is sent as `application/x-www-form-urlencoded`, whatever it was called. */
export function isForm(text: string): boolean {
  return pairs.test(text);
}
