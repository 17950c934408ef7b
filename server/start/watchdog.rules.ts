/** What a watchdog knows of the Muster it watches. Times are milliseconds by a clock that only goes forward. */
export interface Watch {
  everyMilliseconds: number;
  /** When the newest page was asked for that came out; at the beginning, when the watch began. */
  provenAt: number;
  /** When it was judged last. */
  judgedAt: number;
  alarm: Alarm | null;
}

interface Alarm {
  raisedAt: number;
  /** When it was told last, and how often. */
  toldAt: number;
  times: number;
}

/** What a human is to be told. */
export interface Telling {
  kind: "down" | "still down" | "well";
  /** For how long no page came out. */
  forMilliseconds: number;
  /** When it is told again, if nothing changes; null at the end. */
  againInMilliseconds: number | null;
}

/** In rhythms: at twenty seconds, seventy. A restart of thirty fits in, and twenty are left of the promised ninety to tell somebody. */
const alarmAfter = 3.5;
/** Five minutes, then three times as long each time, to six hours at most. */
const firstPause = 15;
const pauseFactor = 3;
const longestPause = 1_080;

export function beginToWatch(everyMilliseconds: number, now: number): Watch {
  return { everyMilliseconds, provenAt: now, judgedAt: now, alarm: null };
}

/** A page that was asked for then came out. */
export function noteOut(watch: Watch, askedAt: number): Watch {
  return { ...watch, provenAt: Math.max(watch.provenAt, askedAt) };
}

/** Judges by the age of the newest page that came out; a watchdog that was frozen itself does not hold that time against Muster. */
export function judge(before: Watch, now: number): { watch: Watch; telling: Telling | null } {
  const watch = { ...forgiveOwnAbsence(before, now), judgedAt: now };
  const { alarm, provenAt, everyMilliseconds } = watch;
  const forMilliseconds = now - provenAt;
  if (alarm === null) {
    if (forMilliseconds <= alarmAfter * everyMilliseconds) return { watch, telling: null };
    return tell(watch, { kind: "down", forMilliseconds }, { raisedAt: now, toldAt: now, times: 1 });
  }
  if (provenAt > alarm.raisedAt) return { watch: { ...watch, alarm: null }, telling: { kind: "well", forMilliseconds: provenAt - alarm.raisedAt, againInMilliseconds: null } };
  if (now - alarm.toldAt < pauseAfter(alarm.times, everyMilliseconds)) return { watch, telling: null };
  return tell(watch, { kind: "still down", forMilliseconds }, { ...alarm, toldAt: now, times: alarm.times + 1 });
}

function tell(watch: Watch, telling: Pick<Telling, "kind" | "forMilliseconds">, alarm: Alarm) {
  return { watch: { ...watch, alarm }, telling: { ...telling, againInMilliseconds: pauseAfter(alarm.times, watch.everyMilliseconds) } };
}

function pauseAfter(times: number, everyMilliseconds: number): number {
  return Math.min(longestPause, firstPause * pauseFactor ** (times - 1)) * everyMilliseconds;
}

function forgiveOwnAbsence(watch: Watch, now: number): Watch {
  const absent = now - watch.judgedAt;
  return watch.alarm !== null || absent <= watch.everyMilliseconds ? watch : { ...watch, provenAt: watch.provenAt + absent };
}

/** What a watchdog saw of its last attempts. */
export interface Seen {
  /** Why Muster did not take the last alert; null where it did. */
  refusal: string | null;
  /** What Muster itself says about pages before. */
  remark: string | null;
}

export interface Words {
  subject: string;
  text: string;
}

/** Tells a human in plain words; `since` is the time of day with its zone. */
export function wordTelling({ kind, forMilliseconds, againInMilliseconds }: Telling, { refusal, remark }: Seen, { url, since }: { url: string; since: string }): Words {
  if (kind === "well") {
    return { subject: "All well again: Muster pages", text: `Pages come out of Muster at ${url} again. They did not for about ${wordLength(forMilliseconds)}: look which alerts came meanwhile, and whether somebody has them.` };
  }
  const head = kind === "down" ? "Muster does not page" : "Muster still does not page";
  const seen = refusal ?? "Muster takes the alert, and no page comes out: what is stuck lies behind the intake, in the escalation, the sending, or the way from Muster to this watchdog.";
  const said = remark === null ? "" : ` Muster says: ${remark}`;
  const next = againInMilliseconds === null ? "" : ` This is told again in ${wordLength(againInMilliseconds)}, then more seldom.`;
  return {
    subject: `${head}: nothing came out for ${wordLength(forMilliseconds)}`,
    text: `No page has come out of Muster at ${url} since ${since}. Whoever is on call may not hear of alerts now.\n\nWhat the watchdog saw: ${seen}${said}\n\nLook after it, and keep an eye on your monitoring itself until the watchdog says that all is well.${next}`,
  };
}

const second = 1_000;
const minute = 60 * second;

function wordLength(milliseconds: number): string {
  if (milliseconds < 2 * minute) return `${Math.round(milliseconds / second)} s`;
  const minutes = Math.round(milliseconds / minute);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
