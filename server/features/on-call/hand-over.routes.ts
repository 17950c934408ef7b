import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, listQuery, pageOf } from "../../platform/schemas/list.ts";
import { toIso } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import { scheduleParameters } from "./contract.ts";
import { confirmNote, readDrafts, writeNote, type HandOverDraft } from "./hand-over.commands.ts";
import { handOverParameters, handOverSchema, handOverWishSchema, ownHandOverSchema, type OwnHandOverView } from "./hand-over.contract.ts";
import { peopleOfNotes, presentFact, presentNote } from "./hand-over.presenter.ts";
import { listNotes, type HandOverNote } from "./hand-over.queries.ts";
import { noPerson, ownPermissions } from "./my-shifts.permissions.ts";
import { presentNeighbour } from "./my-shifts.presenter.ts";
import { peopleAround, readNamesOf } from "./my-shifts.queries.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import { schedulePermissions } from "./schedule.permissions.ts";

const tag = "on call";

/** What whoever ends a shift leaves for the next. */
export function handOverRoutes(app: FastifyInstance, tools: RouteTools): void {
  readingRoutes(app, tools);
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/schedules/:id/hand-overs",
    summary: "Leave a note for whoever comes next on a schedule; an earlier one of the same shift stays in the history",
    tag,
    access: ownPermissions.respond,
    params: scheduleParameters,
    body: handOverWishSchema,
    answer: handOverSchema,
    status: 201,
    async handle(tx, { caller, params, body }) {
      const written = await writeNote(tx, caller, params.id, body);
      return isRefusal(written) ? written : presentNote(written, await readNamesOf(tx, peopleOfNotes([written])));
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/schedules/:id/hand-overs/:noteId/read",
    summary: "Confirm that a note was read",
    tag,
    access: ownPermissions.respond,
    params: handOverParameters,
    answer: handOverSchema,
    async handle(tx, { caller, params }) {
      const read = await confirmNote(tx, caller, params.id, params.noteId);
      return isRefusal(read) ? read : presentNote(read, await readNamesOf(tx, peopleOfNotes([read])));
    },
  });
}

function readingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/me/hand-overs",
    summary: "The shifts that the caller may hand over now, with what happened in them and what is open",
    tag,
    access: ownPermissions.read,
    answer: listOf(ownHandOverSchema),
    async handle(tx, { caller }) {
      if (caller.personId === null) return noPerson;
      const drafts = await readDrafts(tx, caller.personId, null);
      const notes = drafts.map(({ latest }) => latest).filter((note) => note !== null);
      const nameOf = await readNamesOf(tx, [...peopleAround(drafts.map(({ own }) => own)), ...peopleOfNotes(notes)]);
      return { items: drafts.map((draft) => presentDraft(draft, nameOf)), next: null };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules/:id/hand-overs",
    summary: "The notes of a schedule's shifts, newest first",
    tag,
    access: schedulePermissions.read,
    params: scheduleParameters,
    query: listQuery,
    answer: listOf(handOverSchema),
    async handle(tx, { params, query }) {
      const found = await listNotes(tx, params.id, query.limit + 1, readTimePlace(query.cursor));
      const { rows, next } = pageOf(found, query.limit, ({ writtenAt, id }) => writeCursor(toIso(writtenAt), id));
      return { items: await presentNotes(tx, rows), next };
    },
  });
}

async function presentNotes(tx: Tx, notes: readonly HandOverNote[]) {
  const nameOf = await readNamesOf(tx, peopleOfNotes(notes));
  return notes.map((note) => presentNote(note, nameOf));
}

function presentDraft({ own, facts, latest }: HandOverDraft, nameOf: NameOf): OwnHandOverView {
  const { schedule, shift, after } = own;
  return {
    scheduleId: schedule.id,
    scheduleName: scheduleName(schedule),
    from: toIso(shift.from),
    to: toIso(shift.to),
    after: after.map((one) => presentNeighbour(one, nameOf)),
    facts: facts.map(presentFact),
    latest: latest && presentNote(latest, nameOf),
  };
}
