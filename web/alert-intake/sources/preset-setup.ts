import { block, type SetupStep } from "./setup-block.ts";

const placeholder = "{{address}}";

/** The steps of a preset with the real address in them: what is to be pasted stands in a block of its own. */
export function presetSteps(name: string, where: readonly string[], address: string): SetupStep[] {
  return where.map((step, index) => {
    const [first = "", ...rest] = step.trimEnd().split("\n");
    const label = `Step ${index + 1} for ${name}`;
    if (rest.length > 0) return { text: first, block: block(label, rest.map((line) => line.replaceAll(placeholder, address)), address) };
    if (!first.includes(placeholder)) return { text: first };
    const text = first.replace(placeholder, "").replace(/\s+([.,])/, "$1").trim();
    return { text, block: block(label, [address], address) };
  });
}
