import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { retrospectiveDetailSchema, retrospectiveParams } from "./contract.ts";
import { approveRetrospective, changeRetrospective, sendToReview } from "./retrospective.commands.ts";
import { retrospectivePermissions } from "./retrospective.permissions.ts";
import { findRetrospective } from "./retrospective.queries.ts";
import { noSuchRetrospective } from "./retrospective.rules.ts";
import type { RetrospectiveState } from "./retrospective.state.rules.ts";
import { viewRetrospective } from "./retrospective-view.queries.ts";

interface Step {
  verb: "review" | "draft" | "approve" | "share";
  summary: string;
  access: keyof typeof retrospectivePermissions;
  take: (tx: Tx, id: string, actor: Actor) => Promise<RetrospectiveState | Refusal>;
}

const steps: readonly Step[] = [
  { verb: "review", summary: "Send it to review", access: "write", take: sendToReview },
  { verb: "draft", summary: "Take it back into a draft", access: "write", take: (tx, id, actor) => changeRetrospective(tx, { id, actor, command: { kind: "resume draft", because: "person" } }) },
  { verb: "approve", summary: "Approve it, which closes the incident; who may, the retrospective says", access: "approve", take: approveRetrospective },
  { verb: "share", summary: "Share it with those who learn from it", access: "write", take: (tx, id, actor) => changeRetrospective(tx, { id, actor, command: { kind: "share" } }) },
];

/** The stages of a retrospective: draft, review, approved, shared. */
export function stageRoutes(app: FastifyInstance, tools: RouteTools): void {
  for (const { verb, summary, access, take } of steps) {
    addRoute(app, tools, {
      method: "POST",
      url: `/api/v1/retrospectives/:id/${verb}`,
      summary,
      tag: "retrospectives",
      access: retrospectivePermissions[access],
      params: retrospectiveParams,
      answer: retrospectiveDetailSchema,
      async handle(tx, { params, caller }) {
        const id = await findRetrospective(tx, params.id);
        if (id === null) return noSuchRetrospective;
        const outcome = await take(tx, id, caller.actor ?? muster);
        return isRefusal(outcome) ? outcome : ((await viewRetrospective(tx, caller, id)) ?? noSuchRetrospective);
      },
    });
  }
}
