const numberWords = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** `three`, `14`. */
export function numberWord(count: number): string {
  return numberWords[count] ?? String(count);
}

/** Begins a sentence with it. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
