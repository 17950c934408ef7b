import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { isDatabaseAway } from "../../platform/database/pool.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { parseWallTime } from "../../values/civil.ts";
import { isRefusal } from "../../values/refusal.ts";
import { instantOf } from "../../values/zone.ts";
import { readServices } from "../directory/index.ts";
import { takeReport, type ReportReceipt } from "./report.commands.ts";
import { reportSubmissionSchema } from "./report.contract.ts";
import { readOrganization, readReport, type ReportRow } from "./report.queries.ts";
import { reportsPerMinute } from "./report.routes.ts";
import { nothingTyped, reportFields, writeReportForm, writeReportNotice, writeReportStanding, type ReportField, type ReportForm, type ReportStanding, type TypedReport } from "./report-page.presenter.ts";

/** What is sent when the transaction is over: a page, or the way to one. */
type Sent = { status: number; page: string } | { redirect: string };

/** `/report`: a form for everybody in the company. It needs no account and no script, and says afterwards what happens with the report. */
export function reportPageRoutes(app: FastifyInstance, tools: RouteTools): void {
  const answering = (write: (tx: Tx, request: FastifyRequest) => Promise<Sent>) => async (request: FastifyRequest, reply: FastifyReply) =>
    send(reply, await tools.database.transaction((tx) => write(tx, request)));
  const common = { schema: { hide: true }, errorHandler: tellFault };
  const config = { access: "public" as const };
  const limited = { ...config, rateLimit: { max: reportsPerMinute, timeWindow: 60_000 } };
  app.route({ ...common, method: "GET", url: "/report", config, handler: answering((tx, request) => showForm(tx, request, 200, { typed: nothingTyped, errors: {} })) });
  app.route({ ...common, method: "POST", url: "/report", config: limited, handler: answering(takeForm) });
  app.route({ ...common, method: "GET", url: "/report/:id", config, handler: answering(showStanding) });
}

function send(reply: FastifyReply, sent: Sent): FastifyReply {
  if ("redirect" in sent) return reply.redirect(sent.redirect, 303);
  return reply.status(sent.status).type("text/html; charset=utf-8").header("cache-control", "no-store").send(sent.page);
}

async function showForm(tx: Tx, request: FastifyRequest, status: number, form: Pick<ReportForm, "typed" | "errors">): Promise<Sent> {
  const { name, timezone } = await readOrganization(tx);
  const services = await readServices(tx);
  return { status, page: writeReportForm({ organization: name, nonce: request.nonce }, { ...form, services, timezone }) };
}

async function takeForm(tx: Tx, request: FastifyRequest): Promise<Sent> {
  const typed = readTyped(request.body);
  const outcome = await takeTyped(tx, typed);
  return "errors" in outcome ? showForm(tx, request, 422, { typed, errors: outcome.errors }) : { redirect: `/report/${outcome.id}` };
}

/** Browsers end the lines of a form with two characters where the writer pressed one key. */
function readTyped(body: unknown): TypedReport {
  const sent = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const read = (name: ReportField) => (typeof sent[name] === "string" ? sent[name].replaceAll("\r\n", "\n").trim() : "");
  return Object.fromEntries(reportFields.map((name) => [name, read(name)])) as TypedReport;
}

type Errors = ReportForm["errors"];

async function takeTyped(tx: Tx, typed: TypedReport): Promise<ReportReceipt | { errors: Errors }> {
  const since = typed.since === "" ? null : await readSince(tx, typed.since);
  if (since === undefined) return { errors: { since: "This is no time we can read. Write it as 2026-11-21 14:05." } };
  const { what, serviceId, where, reporter } = typed;
  const parsed = reportSubmissionSchema.safeParse({ what, ...filled({ serviceId, where, reporter }) });
  if (!parsed.success) return { errors: errorsOf(typed, parsed.error) };
  const taken = await takeReport(tx, { cameBy: "form", what, serviceId: serviceId || null, where: where || null, since, reporter: reporter || null, mailKey: null });
  if (!isRefusal(taken)) return taken;
  const errors = (taken.details?.["errors"] ?? []) as { path: string; message: string }[];
  return { errors: Object.fromEntries(errors.map(({ path, message }) => [path, message])) };
}

/** Undefined where it is no time; browsers without a picker of their own let people write a space for the T. */
async function readSince(tx: Tx, text: string): Promise<number | undefined> {
  const wall = parseWallTime(text.replace(" ", "T"));
  if (wall === null) return undefined;
  const { timezone } = await readOrganization(tx);
  return instantOf(zoneNamed(timezone), wall);
}

function filled(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ""));
}

function errorsOf(typed: TypedReport, error: z.ZodError): Errors {
  const messages = error.issues.map(({ path, message }) => [String(path[0]), message] as const);
  return { ...Object.fromEntries(messages.toReversed()), ...(typed.what === "" ? { what: "Say what you see." } : {}) };
}

async function showStanding(tx: Tx, request: FastifyRequest): Promise<Sent> {
  const { id } = request.params as { id: string };
  const frame = { organization: (await readOrganization(tx)).name, nonce: request.nonce };
  const row = z.uuid().safeParse(id).success ? await readReport(tx, id) : null;
  if (row) return { status: 200, page: writeReportStanding(frame, standingOf(row)) };
  return { status: 404, page: writeReportNotice(frame, "There is no such report.", "The address may have been cut off. Open the whole of it.") };
}

function standingOf({ number, incident, settled_at: settledAt, service, reporter }: ReportRow): ReportStanding {
  const common = { number, serviceName: service?.name ?? null, isReachable: reporter !== null };
  if (incident === null) return { ...common, standing: settledAt === null ? "waiting" : "settled" };
  // What was merged is worked on elsewhere.
  const isOver = incident.status === "resolved" || incident.status === "closed" || incident.status === "cancelled";
  return { ...common, standing: isOver ? "over" : "working" };
}

/** A person reads the answer, so it is a page; going back in the browser still shows what they typed. */
function tellFault(error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  const status = isDatabaseAway(error) ? 503 : (error.statusCode ?? 500);
  if (status === 500) request.log.error({ err: error, route: request.routeOptions.url }, "A report faulted.");
  const { head, sentence } = faultWords(status);
  void send(reply, { status, page: writeReportNotice({ organization: null, nonce: request.nonce }, head, sentence) });
}

function faultWords(status: number): { head: string; sentence: string } {
  const back = "Go back in your browser: what you typed is still there.";
  if (status === 429) return { head: "Many reports come from where you are.", sentence: `Wait a minute and send it again. ${back}` };
  if (status === 413) return { head: "This is more than we can take at once.", sentence: `Shorten it and send it again. ${back}` };
  if (status < 500) return { head: "We could not read this.", sentence: `Something in it cannot be kept, perhaps an invisible sign that came along when you copied it. ${back}` };
  return { head: "Your report could not be stored.", sentence: `Muster is not well. Send it again in a minute, or call the people in charge. ${back}` };
}
