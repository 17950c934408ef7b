import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDraft } from "./draft-reading.document.ts";
import { wordProcess } from "./process-words.rules.ts";
import { answerQuestions } from "./ten-questions.rules.ts";
import type { WholeProcess } from "./whole-process.rules.ts";

const text = readFileSync(new URL("../../../examples/acme.yaml", import.meta.url), "utf8");
const acme = readDraft(text).readable as WholeProcess;
const names = new Map([["audience/executives", "Executives"], ["audience/customers", "Customers"], ["audience/support", "Customer support"], ["team/leadership", "Engineering leadership"], ["schedule/commanders", "Commanders"]]);

describe("The ten questions", () => {
  it("are answered from the example, each from the part that says it", () => {
    expect(answerQuestions(acme, names).map(({ question, answer, parts }) => [question, answer, parts])).toMatchInlineSnapshot(`
      [
        [
          "When is incident coordination required?",
          "For incidents of Sev 0, 1 and 2. An incident is declared as soon as one of these is so: another team is needed to resolve it; customers can see it; it is unresolved after an hour of concentrated work.",
          [
            "declare",
            "roles",
          ],
        ],
        [
          "Who initiates incident coordination?",
          "Whoever is on call, by declaring an incident and setting its severity. The first who acknowledges is the incident commander until somebody takes over. The manager of the team is called in at Sev 0 and 1.",
          [
            "roles",
            "brought-in",
          ],
        ],
        [
          "Who is making decisions?",
          "The incident commander. The duties are: coordinate the response; decide; delegate; keep focus. It is never vacant: the first who is paged holds it until somebody else does. After 8 hours at most somebody else takes over.",
          [
            "roles",
            "relief",
          ],
        ],
        [
          "How are the decisions communicated?",
          "In places made for the incident: the chat channel inc-{{ref}} and the video call https://meet.acme.example/{{ref}}. There {{ref}} stands for its number. Each decision is a line of the incident's timeline. Where these are away, in one e-mail thread.",
          [
            "war-room",
          ],
        ],
        [
          "Who is in charge of receiving the communicated decisions?",
          "The technical lead, the operations and the subject matter expert, and whoever is on call for a service that is hit. Told once: the team Engineering leadership, the manager of the team and the team of the service.",
          [
            "roles",
            "brought-in",
          ],
        ],
        [
          "Who has to follow the decisions?",
          "Whoever holds a role (the deputy commander, the communications lead, the technical lead, the operations, the planning, the scribe and the subject matter expert) or answered a page of the incident.",
          [
            "roles",
          ],
        ],
        [
          "What is the freedom versus responsibility for the teams involved?",
          "Freedom: the technical lead, the operations and the subject matter expert choose the technical solution and may change production; nobody else does. Responsibility: to receive decisions, to carry them out, to say how it stands: the subject matter expert tells the technical lead every 15 minutes; the technical lead tells the communications lead and the incident commander every 15 minutes.",
          [
            "roles",
            "news",
          ],
        ],
        [
          "Who is responsible for communication?",
          "At Sev 0 and 1 the communications lead. At Sev 2, 3 and 4 the incident commander, as long as nobody holds the communications lead.",
          [
            "roles",
            "news",
          ],
        ],
        [
          "Who is responsible for documentation?",
          "Muster, as the scribe, until a person takes it.",
          [
            "roles",
          ],
        ],
        [
          "Who is responsible for running the incident postmortem?",
          "The communications lead, else the incident commander. The facilitator may lead the conversation. It is approved by the manager of the team.",
          [
            "retrospective",
          ],
        ],
      ]
    `);
  });

  it("have no answer where the process says nothing", () => {
    const bare: WholeProcess = { ...acme, declareWhen: [], roles: [], rolesRequired: {}, join: {}, notify: {}, owedUpdates: [], warRoom: undefined, retrospective: undefined };
    expect(answerQuestions(bare, names).flatMap(({ answer }, place) => (answer === null ? [place + 1] : []))).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe("A process in words", () => {
  it("reads as prose and tables", () => {
    expect(wordProcess(acme, names).map(({ title, blocks }) => [title, blocks.map((block) => (block.kind === "prose" ? block.text : block.kind === "table" ? block.rows.map(({ cells }) => cells.join(" | ")) : block.rows.map(({ name, cells }) => `${name}: ${cells.map(({ verdict, text: asks }) => `${verdict} ${asks}`.trim()).join(" | ")}`)))])).toMatchInlineSnapshot(`
      [
        [
          "When to declare",
          [
            "Declare as soon as one of these is so: another team is needed to resolve it; customers can see it; or it is unresolved after an hour of concentrated work. Nobody is blamed for declaring one too many.",
            "Kinds of incident: availability, latency, data-integrity, security.",
          ],
        ],
        [
          "Severities, how we respond",
          [
            [
              "Sev 0 | Complete outage for all customers, or data at risk | All hands on deck",
              "Sev 1 | More than one region or most customers affected | Senior engineers and management alerted",
              "Sev 2 | One region or about half of the users affected | Senior engineers alerted",
              "Sev 3 | Partial outage of a major feature | The owning team alerted",
              "Sev 4 | Limited outage for selected customers or a minor feature | Logged, nobody woken",
            ],
            "Proposed from what is known of the impact, the worst that holds; a person decides.",
            [
              "Sev 0 | impact.usersAffected >= 0.95 || impact.dataLoss || slaBreached",
              "Sev 1 | impact.usersAffected >= 0.5 || slaAtRisk",
              "Sev 2 | impact.usersAffected >= 0.1",
              "Sev 1 | budgetGoneWithin < duration('30m')",
            ],
          ],
        ],
        [
          "Priorities, what must be done",
          [
            [
              "P1 | No customer can use a core journey and a hotfix is possible | yes | yes | Executives and customer support | 2 h",
              "P2 | A core journey is badly degraded and others must be told | no | no | Executives and customer support | 4 h",
              "P3 | Work of customers or stakeholders is affected but not pressing | no | no | Customer support | 8 h",
              "P4 | Can wait for the next working day | no | no | nobody | none",
            ],
          ],
        ],
        [
          "Priority × severity",
          [
            "A pair not named is allowed. Several entries: the strictest verdict counts, and what they ask adds up.",
            [
              "P1: allowed communications lead, customer support, every hour | allowed communications lead, customer support, every hour | allowed | confirm | confirm",
              "P2: allowed | allowed | allowed | allowed | allowed",
              "P3: allowed | allowed | allowed | allowed | allowed",
              "P4: forbidden | forbidden | allowed | allowed | allowed",
            ],
            "P4 with Sev 0 or 1: “an outage of that size always has work to be done now”. P1 with Sev 3 or 4: “a hotfix for a small impact needs a second look”.",
          ],
        ],
        [
          "Error budget",
          [
            "For an objective without a priority of its own.",
            [
              "P1 | at most 20 % is left, and by the trend it is gone before its window ends",
              "P2 | at most 40 % is left, and by the trend it is gone before its window ends",
              "P3 | at most 60 % is left, and by the trend it is gone before its window ends",
              "P4 | at most 80 % is left, and by the trend it is gone before its window ends",
              "P1 | more than 75 % of a month's budget goes within 5 minutes",
              "P2 | more than 50 % of a month's budget goes within 10 minutes",
              "P3 | more than 25 % of a month's budget goes within 15 minutes",
              "P4 | more than 25 % of a month's budget goes within 20 minutes",
            ],
          ],
        ],
        [
          "Roles",
          [
            [
              "Incident commander | Coordinate the response, decide, delegate, keep focus | The first who is paged; who is on call in Commanders | Sev 0, 1 and 2",
              "Deputy commander |  | Deputy of the incident commander; else the incident commander | –",
              "Communications lead | Update executives and stakeholders, update customers | Who is on call in communicators; else the incident commander | Sev 0 and 1",
              "Technical lead | Drive the technical resolution, work with the experts | Else the incident commander | Sev 0",
              "Operations | Make the changes agreed | Else the technical lead | –",
              "Planning | Follow-ups, staffing of the next hours, the retrospective | Else the incident commander | –",
              "Scribe | Record what is done and decided | Muster by default | –",
              "Subject matter expert | Diagnose and fix a part | whoever takes it | –",
              "Facilitator | Run the retrospective blamelessly | whoever takes it | –",
            ],
          ],
        ],
        [
          "Who is brought in",
          [
            [
              "Sev 0 | The manager of the team | The team Engineering leadership | The team of the service, executives, customer support, customers, legal-finance (while slaAtRisk) and public-relations (while impact.usersAffected >= 0.5) | after 1 hour",
              "Sev 1 | The manager of the team | The team Engineering leadership | The team of the service, executives, customer support, customers and legal-finance (while slaAtRisk) | after 2 hours",
              "Sev 2 | – | The manager of the team and the team of the service | The team of the service and customer support | after 4 hours",
              "Sev 3 | – | – | – | after 8 hours",
              "Sev 4 | – | – | – | after 8 hours",
            ],
          ],
        ],
        [
          "Time boxes",
          [
            "Acknowledging counts from the first page, everything else from the declaration.",
            [
              "Sev 0 | 5 min | 15 min | 15 min | 30 min",
              "Sev 1 | 5 min | 15 min | 15 min | 30 min",
              "Sev 2 | 5 min | 15 min | 15 min | 2 h",
              "Sev 3 | 5 min | 15 min | 15 min | 2 h",
              "Sev 4 | 5 min | 15 min | 15 min | 2 h",
            ],
          ],
        ],
        [
          "News we owe",
          [
            "For Sev 0, 1 and 2 the subject matter expert tells the technical lead every 15 minutes and the technical lead tells the communications lead and the incident commander every 15 minutes.",
            "For Sev 0 and 1 the communications lead tells executives and customers every hour, on the hour.",
            "Customers are told of Sev 0 by status page, mail and social; of Sev 1 by status page and mail; of Sev 2 by status page.",
          ],
        ],
        [
          "Relief",
          [
            "Nobody is worn out: the incident commander for 8 hours at most and any other role for 10 hours. The last 30 minutes are for handing over.",
          ],
        ],
        [
          "War room",
          [
            "People meet in the chat channel inc-{{ref}} and by video at https://meet.acme.example/{{ref}}; {{ref}} is the number of the incident. Where that is away, in one e-mail thread.",
          ],
        ],
        [
          "Retrospective",
          [
            "Required after Sev 0 and 1, P1, 20 % of an error budget spent or data that was lost. The communications lead, else the incident commander sees to it. It is due within 5 days and approved by the manager of the team; what it decided is looked at again every 14 days.",
            [
              "Summary | Two or three sentences: what happened, to whom, how it ended | yes",
              "Customer impact | How many customers, partly or wholly, for how long; data, money, SLA | yes",
              "Detection | How did we learn of it; could we have known sooner | yes",
              "Contributing factors | What conditions made it possible and made it worse; several | yes",
              "Resolution | What restored the service | no",
              "Narrative | Each participant's own account: what did you see, what did it mean to you then | no",
              "Technical analysis | Graphs with their queries, related incidents, recurring faults | no",
              "Process analysis | How did the process help or stand in the way | no",
              "What could be different | What could the system have offered so that this went another way | no",
              "Follow ups | Driver, due and review date; at once or broader | yes",
            ],
          ],
        ],
      ]
    `);
  });
});
