import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { patternOf } from "../../platform/conditions/condition-language.ts";
import type { Tx } from "../../platform/database/database.ts";
import { isDatabaseAway } from "../../platform/database/pool.ts";
import { NewerStream, newerStream } from "../../platform/event-log/newer-stream.ts";
import { parseJsonBody } from "../../platform/http/json-body.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { hashSecret } from "../../platform/ids/ids.ts";
import { toIso } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { Acceptance } from "./adapt.intake.ts";
import { mostBytesOf } from "./adapters/kinds.adapter.ts";
import { markPosted } from "./adapters/alertmanager-api.adapter.ts";
import { alertmanagerAlertsQuerySchema, alertmanagerGroupsQuerySchema, alertmanagerKeySchema, alertmanagerSilenceIdSchema, alertmanagerSilencesQuerySchema, postableSilenceSchema, type AlertmanagerAlertsQuery, type PostableSilence } from "./alertmanager-api.contract.ts";
import { presentAlert, presentGroups, presentSilence, receiver, wishOf } from "./alertmanager-api.presenter.ts";
import { findAlertmanagerSource, listSilencesOfSource, readOpenAlertsOfSource, readSilenceOfSource, type LapsingAlert } from "./alertmanager-api.queries.ts";
import { parseMatcher } from "./alertmanager-matcher.rules.ts";
import { readGrouping } from "./configuration.queries.ts";
import { matchesPattern } from "./hold.intake.ts";
import type { Intake } from "./queue.intake.ts";
import { changeSilence, endSilence, makeSilence, noSuchSilence } from "./silence.commands.ts";
import type { SilenceRow } from "./silence.queries.ts";
import { isCovered, type Matcher } from "./silence.rules.ts";

const base = "/alertmanager/:key/api/v2";
/** Whose API this is: amtool warns where its own version is another. */
const speaks = "0.25.0";
const startedAt = Date.now();
const wrongKey = "This address has no such key. Copy the address from the source's page.";
const notOwn = refuse("silence.not-own", "This silence was not made with this key. Change or end it in Muster.");

/** Alertmanager's API v2 (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml), errors included: Prometheus sends straight to it, and amtool works with it. The key in the address is that of a source, whose alerts alone are seen and silenced. */
export function alertmanagerApiRoutes(app: FastifyInstance, tools: RouteTools, intake: Intake): void {
  postAlertsRoute(app, intake);
  alertsRoutes(app, tools);
  silencesRoutes(app, tools);
  silenceRoutes(app, tools);
  generalRoutes(app, tools);
}

const common = { config: { access: "intake-key" }, errorHandler: answerFault } as const;

function postAlertsRoute(app: FastifyInstance, intake: Intake): void {
  app.route({
    ...common,
    method: "POST",
    url: `${base}/alerts`,
    bodyLimit: mostBytesOf("alertmanager"),
    schema: { summary: "Alertmanager API v2: post alerts", tags: ["intake"], params: alertmanagerKeySchema },
    handler: async (request, reply) => {
      const { "content-type": contentType } = request.headers;
      const { key } = request.params as z.infer<typeof alertmanagerKeySchema>;
      const payload = markPosted(readPayload(request));
      return answerPosted(reply, await intake.accept({ sourceId: null, key, kind: "alertmanager", payload, headers: {}, contentType: contentType?.slice(0, 200) ?? null, size: request.bodyBytes }));
    },
  });
}

function readPayload({ body }: FastifyRequest): unknown {
  const parsed = typeof body === "string" ? parseJsonBody(Buffer.from(body)) : { value: body };
  return "value" in parsed ? parsed.value : body;
}

function answerPosted(reply: FastifyReply, acceptance: Acceptance): FastifyReply {
  switch (acceptance.outcome) {
    case "accepted":
      return reply.status(200).send();
    case "unknown-key":
      return say(reply, 401, wrongKey);
    case "malformed":
      return say(reply, 400, acceptance.errors.map(({ path, message }) => (path ? `${path}: ${message}` : `The body ${message}`)).join("; "));
    case "too-many":
      return say(reply.header("retry-after", "1"), 429, "More alerts come than can be taken in. Send these again.");
    case "too-large":
      return say(reply, 413, `The body is larger than ${acceptance.mostBytes / 1_048_576} MB.`);
    case "bad-signature":
      return say(reply, 401, acceptance.sentence);
    case "certificate-away":
      return say(reply.header("retry-after", "5"), 503, acceptance.reason);
  }
}

function alertsRoutes(app: FastifyInstance, tools: RouteTools): void {
  addAnswer(app, tools, { method: "GET", path: "/alerts", summary: "the source’s alerts", query: alertmanagerAlertsQuerySchema }, async (tx, { sourceId, query }) => {
    const found = await findAlerts(tx, sourceId, query as AlertmanagerAlertsQuery);
    return isRefusal(found) ? found : found.map(presentAlert);
  });
  addAnswer(app, tools, { method: "GET", path: "/alerts/groups", summary: "the source’s alerts in groups", query: alertmanagerGroupsQuerySchema }, async (tx, { sourceId, query }) => {
    const found = await findAlerts(tx, sourceId, query as AlertmanagerAlertsQuery);
    if (isRefusal(found)) return found;
    const { muted } = query as z.infer<typeof alertmanagerGroupsQuerySchema>;
    return presentGroups(found, await readGrouping(tx)).filter(({ alerts }) => muted === "true" || alerts.some(({ status }) => status.state === "active"));
  });
}

async function findAlerts(tx: Tx, sourceId: string, { filter, active, silenced, receiver: pattern }: AlertmanagerAlertsQuery): Promise<LapsingAlert[] | Refusal> {
  const matchers = readMatchers(filter);
  if (isRefusal(matchers)) return matchers;
  if (pattern && !isPattern(pattern)) return refuse("filter.invalid", `failed to parse receiver param: ${pattern}`);
  if (pattern && !matchesPattern(pattern, receiver.name)) return [];
  return (await readOpenAlertsOfSource(tx, sourceId)).filter(({ alert }) => (alert.hold?.by === "silence" ? silenced : active) === "true" && isCovered(matchers, alert.labels, matchesPattern));
}

function readMatchers(filter: AlertmanagerAlertsQuery["filter"]): Matcher[] | Refusal {
  const texts = [filter ?? []].flat();
  const matchers = texts.flatMap((text) => parseMatcher(text) ?? []);
  const wrong = matchers.length < texts.length ? texts.find((text) => parseMatcher(text) === null) : matchers.find(({ isRegex, value }) => isRegex && !isPattern(value))?.value;
  return wrong === undefined ? matchers : refuse("filter.invalid", `bad matcher format: ${wrong}`);
}

function isPattern(text: string): boolean {
  try {
    patternOf(`^(?:${text})$`);
    return true;
  } catch {
    return false;
  }
}

function silencesRoutes(app: FastifyInstance, tools: RouteTools): void {
  addAnswer(app, tools, { method: "GET", path: "/silences", summary: "the source’s silences, and those that hold back its alerts", query: alertmanagerSilencesQuerySchema }, async (tx, { sourceId, query }) => {
    const { filter, ...states } = query as z.infer<typeof alertmanagerSilencesQuerySchema>;
    const matchers = readMatchers(filter);
    if (isRefusal(matchers)) return matchers;
    const silences = (await listSilencesOfSource(tx, sourceId)).map((row) => presentSilence(row, tx.now));
    return silences.filter((silence) => states[silence.status.state] === "true" && isCovered(matchers, valuesOf(silence.matchers), matchesPattern));
  });
  addAnswer(app, tools, { method: "POST", path: "/silences", summary: "make a silence, or change one", body: postableSilenceSchema }, async (tx, { sourceId, body }) => {
    const kept = await keepSilence(tx, sourceId, body as PostableSilence);
    return isRefusal(kept) ? kept : { silenceID: kept.id };
  });
}

/** A silence is asked for by what its matchers name. */
function valuesOf(matchers: readonly Matcher[]): Readonly<Record<string, string>> {
  return Object.fromEntries(matchers.map(({ name, value }) => [name, value]));
}

async function keepSilence(tx: Tx, sourceId: string, wanted: PostableSilence): Promise<SilenceRow | Refusal> {
  const wish = wishOf(wanted, tx.now);
  if (!wanted.id) return makeSilence(tx, callerOf(sourceId), wish);
  const known = await readOwnSilence(tx, sourceId, wanted.id);
  if (isRefusal(known)) return known;
  const isOver = presentSilence(known, tx.now).status.state === "expired";
  return isOver ? makeSilence(tx, callerOf(sourceId), wish) : changeSilence(tx, callerOf(sourceId), known.id, wish);
}

async function readOwnSilence(tx: Tx, sourceId: string, id: string): Promise<SilenceRow | Refusal> {
  const row = await readSilenceOfSource(tx, sourceId, id);
  if (!row) return noSuchSilence;
  return row.made_by.kind === "source" && row.made_by.id === sourceId ? row : notOwn;
}

function callerOf(sourceId: string) {
  return { actor: { kind: "source", id: sourceId }, role: null, personId: null } as const;
}

function silenceRoutes(app: FastifyInstance, tools: RouteTools): void {
  const one = { path: "/silence/:id", params: alertmanagerSilenceIdSchema };
  addAnswer(app, tools, { ...one, method: "GET", summary: "one silence" }, async (tx, { sourceId, id }) => {
    const row = await readSilenceOfSource(tx, sourceId, id);
    return row ? presentSilence(row, tx.now) : noSuchSilence;
  });
  addAnswer(app, tools, { ...one, method: "DELETE", summary: "end a silence" }, async (tx, { sourceId, id }) => {
    const row = await readOwnSilence(tx, sourceId, id);
    const ended = isRefusal(row) ? row : await endSilence(tx, callerOf(sourceId), row.id);
    return isRefusal(ended) ? ended : undefined;
  });
}

function generalRoutes(app: FastifyInstance, tools: RouteTools): void {
  addAnswer(app, tools, { method: "GET", path: "/receivers", summary: "who is told" }, async () => [receiver]);
  addAnswer(app, tools, { method: "GET", path: "/status", summary: "how it runs" }, async () => ({
    cluster: { status: "disabled", peers: [] },
    versionInfo: { version: speaks, revision: "muster", branch: "muster", buildUser: "muster", buildDate: "", goVersion: "" },
    config: { original: `route:\n  receiver: ${receiver.name}\nreceivers:\n- name: ${receiver.name}\n` },
    uptime: toIso(startedAt),
  }));
}

interface Address {
  method: "GET" | "POST" | "DELETE";
  path: string;
  summary: string;
  params?: typeof alertmanagerSilenceIdSchema;
  query?: z.ZodType;
  body?: z.ZodType;
}

interface Asked {
  sourceId: string;
  /** The silence that the address names. */
  id: string;
  query: unknown;
  body: unknown;
}

/** Adds an address that answers with JSON, within one transaction and only to who has the key. */
function addAnswer(app: FastifyInstance, tools: RouteTools, { method, path, summary, params = undefined, query, body }: Address, answer: (tx: Tx, asked: Asked) => Promise<unknown>): void {
  app.route({
    ...common,
    method,
    url: `${base}${path}`,
    attachValidation: true,
    schema: { summary: `Alertmanager API v2: ${summary}`, tags: ["intake"], params: params ?? alertmanagerKeySchema, ...(query && { querystring: query }), ...(body && { body }) },
    handler: async (request, reply) => {
      const { key, id = "" } = request.params as { key: string; id?: string };
      const answered = await tools.database.transaction(async (tx) => {
        const sourceId = await findAlertmanagerSource(tx, hashSecret(key));
        if (sourceId === null) return refuse("unknown-key", wrongKey);
        return request.validationError ?? answer(tx, { sourceId, id, query: request.query, body: request.body });
      });
      if (answered instanceof Error) return say(reply, 400, answered.message);
      if (isRefusal(answered)) return say(reply, statusOf(answered), answered.reason);
      return reply.status(200).send(answered);
    },
  });
}

const statuses: Readonly<Record<string, number>> = { "unknown-key": 401, "silence.not-found": 404, "silence.not-own": 403 };

function statusOf({ code }: Refusal): number {
  return statuses[code] ?? 400;
}

/** Alertmanager's errors are texts in JSON. */
function say(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply.status(status).type("application/json").send(JSON.stringify(sentence));
}

function answerFault(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  if (isDatabaseAway(error) || error instanceof NewerStream) {
    const sentence = error instanceof NewerStream ? newerStream.reason : "The database is away. Send the request again.";
    return void say(reply.header("retry-after", "1"), 503, sentence);
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error }, "A request in Alertmanager's words faulted.");
  void say(reply, status, status >= 500 ? "Internal error" : error.message);
}
