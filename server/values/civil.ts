/** The days of a week in the order the schedules use; Monday comes first. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type Weekday = (typeof weekdays)[number];

/** What a wall clock shows, whatever its zone: milliseconds since it showed 1970-01-01T00:00. */
export type WallTime = number;

export interface CivilDate {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

export const millisecondsOfHour = 3_600_000;
export const millisecondsOfDay = 86_400_000;
export const millisecondsOfWeek = 604_800_000;

const daysOfEra = 146_097;
const daysFromEraToEpoch = 719_468;

/** Days from 1970-01-01 to a date of the Gregorian calendar. */
export function daysFromCivil({ year, month, day }: CivilDate): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysOfEra + yearOfEra * 365 + leapDays + dayOfYear - daysFromEraToEpoch;
}

/** The date that lies so many days after 1970-01-01. */
export function civilFromDays(days: number): CivilDate {
  const sinceEra = days + daysFromEraToEpoch;
  const era = Math.floor(sinceEra / daysOfEra);
  const dayOfEra = sinceEra - era * daysOfEra;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((monthFromMarch + 2) % 12) + 1;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** How many days a month has. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isLeapYear ? 29 : 28;
}

/** The day, counted from 1970-01-01, that a wall time falls on. */
export function dayOf(wall: WallTime): number {
  return Math.floor(wall / millisecondsOfDay);
}

/** The weekday of a day counted from 1970-01-01, as its place in `weekdays`. */
export function weekdayOf(day: number): number {
  return modulo(day + 3, 7);
}

/** Calendar months counted from January of the year 0. */
export function monthOf(wall: WallTime): number {
  const { year, month } = civilFromDays(dayOf(wall));
  return year * 12 + month - 1;
}

/** The same day and time some months on; the 31st becomes the last day of a shorter month. */
export function addMonths(wall: WallTime, months: number): WallTime {
  const date = civilFromDays(dayOf(wall));
  const total = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = modulo(total, 12) + 1;
  const day = Math.min(date.day, daysInMonth(year, month));
  return daysFromCivil({ year, month, day }) * millisecondsOfDay + modulo(wall, millisecondsOfDay);
}

/** Reads `2026-11-02T09:00`, seconds allowed; null where the text names no time of the calendar. */
export function parseWallTime(text: string): WallTime | null {
  const date = dateIn(text);
  const time = text[10] === "T" ? parseTimeOfDay(text.slice(11, 16)) : null;
  const seconds = text.length === 16 ? 0 : secondsIn(text);
  if (date === null || time === null || time === millisecondsOfDay || seconds === null) return null;
  return daysFromCivil(date) * millisecondsOfDay + time + seconds * 1_000;
}

/** Reads `09:00`, `24:00` allowed, as milliseconds since midnight; null where the text is no time of day. */
export function parseTimeOfDay(text: string): number | null {
  if (text.length !== 5 || text[2] !== ":") return null;
  const hours = digitsAt(text, 0, 2);
  const minutes = digitsAt(text, 3, 2);
  const isReal = minutes < 60 && hours * 60 + minutes <= 1_440;
  return isReal ? (hours * 60 + minutes) * 60_000 : null;
}

function dateIn(text: string): CivilDate | null {
  if (text[4] !== "-" || text[7] !== "-") return null;
  const date = { year: digitsAt(text, 0, 4), month: digitsAt(text, 5, 2), day: digitsAt(text, 8, 2) };
  const isReal = date.year >= 0 && date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysInMonth(date.year, date.month);
  return isReal ? date : null;
}

function secondsIn(text: string): number | null {
  if (text.length !== 19 || text[16] !== ":") return null;
  const seconds = digitsAt(text, 17, 2);
  return seconds < 60 ? seconds : null;
}

/** Read digit by digit, since who is on call reads every layer anew; not a number where one is no digit. */
function digitsAt(text: string, from: number, length: number): number {
  let value = 0;
  for (let place = from; place < from + length; place += 1) {
    const digit = text.charCodeAt(place) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}

/** The remainder that is never negative. */
export function modulo(value: number, divisor: number): number {
  return value - divisor * Math.floor(value / divisor);
}
