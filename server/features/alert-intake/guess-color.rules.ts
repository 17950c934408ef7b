const words = new Map([["good", "green"], ["green", "green"], ["danger", "red"], ["red", "red"], ["attention", "red"], ["warning", "amber"], ["yellow", "amber"], ["orange", "amber"], ["amber", "amber"]] as const);

/** Green, amber or red, of a colour's name, its hexadecimal form or its number; null where it is none of them. */
export function colorOf(value: unknown): "green" | "amber" | "red" | null {
  const plain = typeof value === "string" ? value.trim().toLowerCase() : "";
  const number = typeof value === "number" ? value : Number.parseInt(/^#?([0-9a-f]{6})$/.exec(plain)?.[1] ?? "", 16);
  return words.get(plain as "good") ?? (number > 255 && number <= 0xffffff ? hueOf(number) : null);
}

function hueOf(number: number): "green" | "amber" | "red" | null {
  const [red, green, blue] = [(number >> 16) & 255, (number >> 8) & 255, number & 255];
  if (green > red * 1.3 && green > blue * 1.1) return "green";
  if (red > green * 1.8 && red > blue * 1.8) return "red";
  return red > blue * 1.8 && green > blue * 1.3 ? "amber" : null;
}
