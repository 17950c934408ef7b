import { XMLParser, XMLValidator } from "fast-xml-parser";

type Members = Record<string, unknown>;

const mostTags = 10_000;
const deepest = 30;
/** Of web pages nothing is taken for a member. */
const page = /^\s*(?:<!doctype html|<html[\s>]|<(?:p|div|b|a|br|h[1-6]|span|table|body)[\s>/])/i;
/** What a document declares of its own, such as entities, is left alone. */
const declared = /<!DOCTYPE/i;

/** No element can be called this. */
const ownText = "#text";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  textNodeName: ownText,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  maxNestedTags: deepest,
  htmlEntities: true,
});

/** An XML document as members: elements and attributes by their names, those that come again as a list; null where it is none. */
export function membersOfXml(text: string): Members | null {
  if (page.test(text) || declared.test(text) || text.split("<", mostTags + 1).length > mostTags || XMLValidator.validate(text) !== true) return null;
  try {
    return named(parser.parse(text)) as Members;
  } catch {
    return null;
  }
}

/** What an element with attributes says itself is its `value`, or its `text` where it has a value already. */
function named(member: unknown): unknown {
  if (Array.isArray(member)) return member.map(named);
  if (typeof member !== "object" || member === null) return member;
  const text = Object.hasOwn(member, "value") ? "text" : "value";
  return Object.fromEntries(Object.entries(member).map(([name, value]) => [name === ownText ? text : name, named(value)]));
}
