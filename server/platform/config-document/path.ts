/** The way to a value: names of members and places in lists. */
export type Path = readonly (string | number)[];

/** The way as people write it: `people.ben.email`, `routes[0].when`. */
export function pathText(path: Path): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}
