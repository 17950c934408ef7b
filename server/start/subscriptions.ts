import type { Handler } from "../platform/due-work/due-work.ts";
import type { EventListeners } from "../platform/event-log/event-log.ts";
import { aliveHandler, lapseHandler, missHandler, reviewHandler, silenceHandler, snoozeHandler, stableHandler, symptomHandler, tellHandler } from "../features/alert-intake/index.ts";
import { incidentNoticeHandler, loopInAudiences, noticeIncidents, notifyHandler, owedHandler, owedNudgeHandler, updateHandler, watchOwed } from "../features/communications/index.ts";
import { beginHandler, hearGroups, hearPages, reactToEscalations, stepHandler } from "../features/escalation/index.ts";
import { consultHandler, handoverPlanHandler, hearEscalations, hearGroups as hearGroupsForIncidents, hearPages as hearPagesForIncidents, lookAgainHandler, nudgeHandler, proposeHandler, reactToIncidents, reliefHandler, unmanagedHandler } from "../features/incidents/index.ts";
import { historyHandler, reminderHandler, swapHandler } from "../features/on-call/index.ts";
import { copyHandler, deliverHandlers, letterHandlers, noticeHandler, proveHandler, reactToPages, receiptHandler } from "../features/paging/index.ts";
import { judgeIncidents, reactToRetrospectives } from "../features/retrospectives/index.ts";
import { housekeepingHandler } from "./housekeeping.ts";
import { silentHandler } from "./watchdog.work.ts";

/** Who hears of which events, in the append transaction and in this order. News travels up here, and only here. */
export const subscriptions: EventListeners = {
  group: [hearGroupsForIncidents, hearGroups],
  escalation: [reactToEscalations, hearEscalations],
  page: [reactToPages, hearPages, hearPagesForIncidents],
  incident: [reactToIncidents, loopInAudiences, noticeIncidents, watchOwed, judgeIncidents],
  retrospective: [reactToRetrospectives],
};

/** Who does which due work. */
export const handlers: readonly Handler[] = [beginHandler, stepHandler, consultHandler, proposeHandler, unmanagedHandler, lookAgainHandler, reliefHandler, handoverPlanHandler, nudgeHandler, ...deliverHandlers, copyHandler, receiptHandler, proveHandler, noticeHandler, updateHandler, notifyHandler, incidentNoticeHandler, owedHandler, owedNudgeHandler, stableHandler, silenceHandler, lapseHandler, snoozeHandler, symptomHandler, ...letterHandlers, reviewHandler, missHandler, aliveHandler, tellHandler, historyHandler, reminderHandler, swapHandler, housekeepingHandler, silentHandler];
