import type { HealthCheck } from "./health.contract.ts";
import { checkReconciler, checkWatchdog, type WatchFacts } from "./health-watch.rules.ts";

/** What the health of an installation is told from. */
export interface HealthFacts extends WatchFacts {
  /** The host of the mail server; null where none is set. */
  mailHost: string | null;
  database: {
    version: string;
    isEmbedded: boolean;
    /** Settings under which a confirmed write may be lost, each with its mend. */
    unsafe: readonly { setting: string; mend: string }[];
  };
  publicUrl: { protocol: string; host: string; hostname: string };
  /** The host by which whoever asks reached Muster. */
  askedHost: string;
  /** Kinds of due work that faulted too often, with how many rows of each. */
  parked: readonly WorkCount[];
  /** Kinds of due work that is not done although it is due, with how many rows of each. */
  late: readonly WorkCount[];
  /** How far the database's clock is ahead of this process's. */
  clockAheadMilliseconds: number;
}

interface WorkCount {
  kind: string;
  count: number;
}

/** Every check, those first that ask for something to be done. */
export function checkHealth(facts: HealthFacts): HealthCheck[] {
  const checks = [checkPaging(facts), checkMail(facts), checkDatabase(facts), checkPublicUrl(facts), checkWork(facts), checkClock(facts), checkReconciler(facts), checkWatchdog(facts)];
  return [...checks.filter(({ isWell }) => !isWell), ...checks.filter(({ isWell }) => isWell)];
}

function checkPaging({ isPagingHeld }: HealthFacts): HealthCheck {
  if (!isPagingHeld) return { code: "paging", isWell: true, title: "Pages go out", detail: "Due pages, escalation steps and notices are sent as they fall due." };
  return {
    code: "paging",
    isWell: false,
    title: "Paging is held after a restore",
    detail: "This database comes from a backup. Nothing is sent until a person confirms that this Muster, and no other, pages from now on.",
  };
}

function checkMail({ mailHost }: HealthFacts): HealthCheck {
  if (mailHost !== null) return { code: "mail", isWell: true, title: `Mail goes out by ${mailHost}`, detail: "Pages, and notices for administrators, go to people by it." };
  return { code: "mail", isWell: false, title: "Mail is not set", detail: "A page can only show on this screen. Set MUSTER_SMTP_URL and start Muster again." };
}

function checkDatabase({ database: { version, isEmbedded, unsafe } }: HealthFacts): HealthCheck {
  if (unsafe.length > 0) {
    const names = unsafe.map(({ setting }) => setting).join(", ");
    return { code: "database", isWell: false, title: "The database can lose a page", detail: `Off: ${names}. ${unsafe.map(({ mend }) => mend).join(" ")}` };
  }
  const where = isEmbedded ? `PostgreSQL ${version} of Muster's own, for one node` : `Your PostgreSQL ${version}`;
  return { code: "database", isWell: true, title: "The database is durable", detail: `${where}; fsync, full_page_writes and synchronous_commit are on.` };
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function checkPublicUrl({ publicUrl: { protocol, host, hostname }, askedHost }: HealthFacts): HealthCheck {
  const address = `${protocol}//${host}`;
  if (loopback.test(hostname)) {
    return { code: "public-url", isWell: false, title: "Links open on this machine only", detail: `They lead to ${address}, which no phone can reach. Set MUSTER_PUBLIC_URL.` };
  }
  if (host !== askedHost) {
    return { code: "public-url", isWell: false, title: `Links lead to ${address}`, detail: `You came by ${askedHost}. If people cannot reach the other, set MUSTER_PUBLIC_URL.` };
  }
  if (protocol !== "https:") {
    return { code: "public-url", isWell: false, title: `Reached as ${address}`, detail: "Without HTTPS passwords travel unsealed. Put a proxy with a certificate before Muster, and its address into MUSTER_PUBLIC_URL." };
  }
  return { code: "public-url", isWell: true, title: `Reached as ${address}`, detail: "So links in mail open." };
}

function checkWork({ parked, late }: HealthFacts): HealthCheck {
  const title = [tellCount(parked, "was put aside", "were put aside"), tellCount(late, "is late", "are late")].filter((part) => part !== null).join(", ");
  if (title === "") return { code: "work", isWell: true, title: "All work gets done", detail: "Nothing is late, and nothing was put aside after failing too often." };
  const failed = parked.length > 0 ? `It failed five times: ${namesOf(parked)}. Mend what its reason names, then try it again below, or drop it.` : "";
  const waiting = late.length > 0 ? `Due for more than a minute: ${namesOf(late)}. Where a newer Muster began it, only a newer one goes on with it: update every node.` : "";
  return { code: "work", isWell: false, title, detail: [failed, waiting, "The log of the server has the reasons."].filter((part) => part !== "").join(" ") };
}

function tellCount(work: readonly WorkCount[], one: string, more: string): string | null {
  const count = work.reduce((sum, kind) => sum + kind.count, 0);
  if (count === 0) return null;
  return count === 1 ? `One piece of work ${one}` : `${count} pieces of work ${more}`;
}

function namesOf(work: readonly WorkCount[]): string {
  return work.map(({ kind, count }) => `${kind} (${count})`).join(", ");
}

const mostSkew = 2_000;

function checkClock({ clockAheadMilliseconds }: HealthFacts): HealthCheck {
  const apart = Math.abs(clockAheadMilliseconds);
  if (apart <= mostSkew) return { code: "clock", isWell: true, title: "The clocks agree", detail: `${Math.round(apart)} ms between Muster and its database.` };
  const direction = clockAheadMilliseconds > 0 ? "ahead of" : "behind";
  return {
    code: "clock",
    isWell: false,
    title: "The clocks disagree",
    detail: `The database is ${Math.round(apart / 1_000)} s ${direction} this machine. Pages follow the database; let both keep time by NTP.`,
  };
}
