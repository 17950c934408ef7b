import type { ApiProblem } from "../api/client.ts";

/** The texts of a form, by the names of its fields. */
export function readFields<Fields extends object>(form: HTMLFormElement): Fields {
  return Object.fromEntries(new FormData(form)) as Fields;
}

/** What the server found wrong with one field. */
export function fieldError(problem: ApiProblem | null, name: string): string | undefined {
  return problem?.errors.find(({ path }) => path === name)?.message;
}

/** What is wrong that no field of the form shows. */
export function restOfProblem(problem: ApiProblem | null, names: readonly string[]): string | null {
  if (problem === null) return null;
  return problem.errors.length > 0 && problem.errors.every(({ path }) => names.includes(path)) ? null : problem.message;
}
