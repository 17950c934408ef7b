import type { Alert } from "./fold.rules.ts";

/** What a service that does not get what it depends on shows: it is slow, it fails, it cannot be reached. */
const consequence = /latenc|slow|p9\d|time[- ]?outs?|timed out|errors?|5xx|50[0-4]|fail(s|ed|ing|ure|ures)?\b|unavailab|availab|unreachable|unhealth|health|refused|down\b|outage|degrad|success|apdex|burn|saturat|backlog|lag\b|queue|probe|respon[ds]|request/i;

/** What has a cause of its own, whatever happens elsewhere. */
const ownCause = /disk|filesystem|inode|volume|storage|memory|\boom\b|swap|\bcpu\b|certificate|\bcerts?\b|\btls\b|expir|backup|replica|securit|vulnerab|secret|intrusion|login|licen[cs]e|quota|budget|billing|deploy|config|clock|\bntp\b|temperature|battery|power|raid|crash|restart/i;

/**
 * Whether an alert may be the mere consequence of something that fails upstream. In doubt it is not: an alert of another nature pages, since
 * holding it back would hide a second fault behind the first.
 */
export function isConsequence({ title, labels }: Pick<Alert, "title" | "labels">): boolean {
  const words = `${labels["alertname"] ?? ""} ${title}`.replace(/([a-z])([A-Z])/g, "$1 $2");
  return consequence.test(words) && !ownCause.test(words);
}

/** Of each service all that it depends on, directly or through others. */
export function upstreamsOf(dependsOn: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map([...dependsOn.keys()].map((service) => [service, reach(service, dependsOn)]));
}

function reach(service: string, dependsOn: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(dependsOn.get(service) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === service || seen.has(next)) continue;
    seen.add(next);
    open.push(...(dependsOn.get(next) ?? []));
  }
  return seen;
}

/** A service upstream of an alert on which an incident is open, with that incident. */
export interface Trouble {
  incidentId: string;
  serviceId: string;
}

/** The open incident that an alert may be a symptom of; none where its own service has one, since then it is of that incident. */
export function findTrouble(alert: Alert, upstreams: ReadonlyMap<string, ReadonlySet<string>>, troubles: readonly Trouble[]): Trouble | null {
  const { serviceId } = alert;
  const above = serviceId === null ? undefined : upstreams.get(serviceId);
  if (!above || troubles.some((trouble) => trouble.serviceId === serviceId) || !isConsequence(alert)) return null;
  return troubles.find((trouble) => above.has(trouble.serviceId)) ?? null;
}
