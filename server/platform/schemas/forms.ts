import { isKnownZone } from "../zones/zones.ts";
import { parseTimeOfDay, parseWallTime } from "../../values/civil.ts";
import { parseDuration, type DurationUnit } from "../../values/duration.ts";
import { form, secretForm } from "./text.ts";

const idPattern = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const idMend = "Write up to 63 small letters, digits, - and _, beginning with a letter or a digit.";

/** True for a stable id, such as `web-primary`. */
export function isId(text: string): boolean {
  return idPattern.test(text);
}

export const id = form("an id", idMend, isId);

/** An id in a list whose order matters; digits alone would be sorted as numbers by everything that reads JSON. */
export const orderedId = form("an id", `${idMend} One letter at least, such as sev5.`, (text) => isId(text) && /[a-z]/.test(text));

export const email = form("an e-mail address", "Write it like ben@acme.example.", isEmail);

export const phone = form(
  "a telephone number",
  'Write it in quotes with + and the country code, such as "+4915550101".',
  (text) => /^\+[1-9]\d{6,14}$/.test(text),
);

export const zone = form("a time zone", "Write a name such as Europe/Berlin or UTC.", isKnownZone);

export const wallClock = form(
  "a date and time",
  'Write them as a wall clock shows them, in quotes and without a zone: "2026-11-02T09:00".',
  (text) => parseWallTime(text) !== null,
);

export const timeOfDay = form("a time of day", 'Write it in quotes, such as "09:00".', (text) => parseTimeOfDay(text) !== null);

export const url = form("a web address", "Write it with http:// or https://.", isWebAddress);

/** A web address that may hold a password or a token, so that a refusal does not repeat it. */
export const secretUrl = secretForm("a web address", "Write it with http:// or https://.", isWebAddress);

/** A length of time above zero, such as `5m`. */
export const duration = form(
  "a duration",
  "Write a number and a unit, such as 30s, 5m, 2h, 3d, 1w or 1mo.",
  (text) => (parseDuration(text)?.amount ?? 0) > 0,
);

/** A length of time that may be none, `0s`. */
export const durationOrNone = form(
  "a duration",
  "Write a number and a unit, such as 0s, 30s, 5m, 2h, 3d, 1w or 1mo.",
  (text) => parseDuration(text) !== null,
);

/** A length of time of one of these units, above zero. */
export function durationIn(units: readonly DurationUnit[]) {
  const mend = `Write a number and one of the units ${units.join(", ")}.`;
  return form("a duration that fits here", mend, (text) => {
    const read = parseDuration(text);
    return read !== null && read.amount > 0 && units.includes(read.unit);
  });
}

function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(text);
}

function isWebAddress(text: string): boolean {
  if (text.length > 2_000 || !/^https?:\/\/[^\s/]/i.test(text) || /\s/.test(text)) return false;
  return URL.canParse(text);
}
