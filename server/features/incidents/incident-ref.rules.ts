/** The short name of an incident, as people say it. */
export function refOf(number: number): string {
  return `INC-${number}`;
}
