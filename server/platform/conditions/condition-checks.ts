import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import type { ConditionFault } from "./condition-fault.ts";
import { patternOf } from "./condition-language.ts";

const plain = new Environment().registerVariable("text", "string");
const loops = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** What the language itself would let through and would fail, or take too long, when an alert comes. */
export function findForbidden(node: ASTNode, isInLoop = false): ConditionFault | null {
  const isLoop = node.op === "rcall" && loops.has(node.args[0]);
  const own = isLoop && isInLoop ? loopInLoop(node) : checkCall(node);
  if (own) return own;
  for (const child of childrenOf(node)) {
    const found = findForbidden(child, isInLoop || isLoop);
    if (found) return found;
  }
  return null;
}

function loopInLoop(node: ASTNode): ConditionFault {
  return { message: "A loop stands inside another one.", mend: "Split it into two conditions joined by &&.", column: columnOf(node) };
}

function checkCall(node: ASTNode): ConditionFault | null {
  if (node.op === "call" && (node.args[0] === "duration" || node.args[0] === "timestamp")) return checkLiteralCall(node, node.args[0], node.args[1]);
  if (node.op !== "rcall" && node.op !== "call") return null;
  if (node.args[0] === "matches") {
    return { message: "`matches` is not offered here.", mend: 'Write labels.name.like("^pattern$") instead.', column: columnOf(node) };
  }
  return node.op === "rcall" && node.args[0] === "like" ? checkPattern(node, node.args[2][0]) : null;
}

/** Patterns stand in the condition itself, so that a bad one is seen now and not when an alert comes. */
function checkPattern(node: ASTNode, pattern: ASTNode | undefined): ConditionFault | null {
  const text = pattern?.op === "value" ? pattern.args : null;
  if (typeof text !== "string") return { message: "`like` needs its pattern as text in quotes.", mend: 'Write like("^pattern$").', column: columnOf(node) };
  try {
    patternOf(text);
    return null;
  } catch (error) {
    const reason = (error as Error).message.replace("error parsing regexp: ", "");
    return { message: `This is not a pattern: ${reason}.`, mend: "Write an RE2 pattern, which has no look-ahead and no back-references.", column: columnOf(node) };
  }
}

function checkLiteralCall(node: ASTNode, name: "duration" | "timestamp", parameters: readonly ASTNode[]): ConditionFault | null {
  const [literal] = parameters;
  if (literal?.op !== "value" || typeof literal.args !== "string") return null;
  try {
    plain.evaluate(`${name}(text)`, { text: literal.args });
    return null;
  } catch {
    const mend = name === "duration" ? "Write hours, minutes and seconds, such as duration('1h30m')." : "Write timestamp('2026-11-21T09:00:00Z').";
    return { message: `“${literal.args}” is not a ${name === "duration" ? "duration" : "time"} in a condition.`, mend, column: columnOf(node) };
  }
}

/** The members of a name that are written out, as in `labels.env`, `labels["env"]` and `"env" in labels`; null where the name also stands otherwise. */
export function findMembers(node: ASTNode, name: string): ReadonlySet<string> | null {
  const found = new Set<string>();
  return addMembers(node, name, found) ? found : null;
}

function addMembers(node: ASTNode, name: string, found: Set<string>): boolean {
  if (node.op === "id") return node.args !== name;
  const member = memberOf(node, name);
  if (member === null) return childrenOf(node).every((child) => addMembers(child, name, found));
  found.add(member);
  return true;
}

function memberOf(node: ASTNode, name: string): string | null {
  if (node.op === "." || node.op === ".?") return isName(node.args[0], name) ? node.args[1] : null;
  if (node.op === "[]" || node.op === "[?]") return isName(node.args[0], name) ? textIn(node.args[1]) : null;
  return node.op === "in" && isName(node.args[1], name) ? textIn(node.args[0]) : null;
}

function isName(node: ASTNode, name: string): boolean {
  return node.op === "id" && node.args === name;
}

function textIn(node: ASTNode): string | null {
  return node.op === "value" && typeof node.args === "string" ? node.args : null;
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
}

function columnOf(node: ASTNode): number {
  return node.pos + 1;
}
