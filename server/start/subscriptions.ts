import type { Handler } from "../platform/due-work/due-work.ts";
import type { EventListeners } from "../platform/event-log/event-log.ts";
import { beginHandler, hearGroups, hearPages, reactToEscalations, stepHandler } from "../features/escalation/index.ts";
import { deliverHandler, noticeHandler, reactToPages } from "../features/paging/index.ts";
import { housekeepingHandler } from "./housekeeping.ts";

/** Who hears of which events, in the append transaction and in this order. News travels up here, and only here. */
export const subscriptions: EventListeners = {
  group: [hearGroups],
  escalation: [reactToEscalations],
  page: [reactToPages, hearPages],
};

/** Who does which due work. */
export const handlers: readonly Handler[] = [beginHandler, stepHandler, deliverHandler, noticeHandler, housekeepingHandler];
