import { cut } from "../../../values/text.ts";
import { webLinks, type Change } from "../signal.rules.ts";
import type { GitHubEvent } from "./github-event.adapter.ts";
import { listOf, membersOf, textAmong, textLabels, textOf, type Members } from "./members.adapter.ts";
import { longestDescription, longestTitle, readTime } from "./reading.adapter.ts";

interface Told {
  key: string;
  title: string;
  description?: unknown;
  labels: Members;
  links: { text: string; href: unknown }[];
  at: unknown;
}

const kinds = new Map<string, (event: GitHubEvent) => Told | null>([
  ["deployment", readDeployment],
  ["deployment_status", readDeploymentStatus],
  ["workflow_run", readWorkflowRun],
  ["check_run", readCheckRun],
  ["push", readPush],
  ["release", readRelease],
]);

/** What was deployed, run, pushed to the default branch or released; null for any other event, and for what has not come to an end. */
export function readGitHubChange(event: GitHubEvent): Change | null {
  const told = kinds.get(event.name)?.(event) ?? null;
  if (told === null) return null;
  const { repository, body } = event;
  return {
    key: `${repository.fullName ?? ""}/${told.key}`,
    title: cut(told.title, longestTitle),
    labels: textLabels({ service: repository.name, repository: repository.fullName, by: textAmong(membersOf(body["pusher"])["name"], membersOf(body["sender"])["login"]), ...told.labels }),
    description: cut(textOf(told.description) ?? "", longestDescription) || null,
    links: webLinks(told.links),
    at: readTime(told.at),
  };
}

const ends: Readonly<Record<string, string>> = { success: "succeeded", failure: "failed", error: "failed", timed_out: "timed out", cancelled: "was cancelled", startup_failure: "did not start", skipped: "was skipped" };

function ended(conclusion: unknown): string {
  const word = textOf(conclusion);
  return word === null ? "ended" : (ends[word] ?? `ended (${word})`);
}

function readDeployment({ action, body }: GitHubEvent): Told | null {
  if (action !== null && action !== "created") return null;
  const deployment = membersOf(body["deployment"]);
  return {
    key: `deployment/${idOf(deployment)}`,
    title: `Deployment of ${whatAndWhere(deployment)} began`,
    ...about(deployment),
    links: [{ text: "The run on GitHub", href: membersOf(body["workflow_run"])["html_url"] }],
    at: deployment["created_at"],
  };
}

function readDeploymentStatus({ body }: GitHubEvent): Told | null {
  const deployment = membersOf(body["deployment"]);
  const status = membersOf(body["deployment_status"]);
  const state = textOf(status["state"]);
  if (state === null || !["success", "failure", "error"].includes(state)) return null;
  return {
    key: `deployment/${idOf(deployment)}/${state}`,
    title: `Deployment of ${whatAndWhere(deployment)} ${ended(state)}`,
    ...about(deployment),
    links: [
      { text: "The log of the deployment", href: textAmong(status["log_url"], status["target_url"]) },
      { text: "What was deployed", href: status["environment_url"] },
    ],
    at: textAmong(status["updated_at"], status["created_at"]),
  };
}

function whatAndWhere(deployment: Members): string {
  return `${textAmong(deployment["ref"], deployment["sha"]) ?? "something"} to ${textOf(deployment["environment"]) ?? "an environment"}`;
}

function about(deployment: Members): Pick<Told, "description" | "labels"> {
  return { description: deployment["description"], labels: { environment: deployment["environment"], ref: deployment["ref"], commit: deployment["sha"] } };
}

function readWorkflowRun({ action, body }: GitHubEvent): Told | null {
  if (action !== "completed") return null;
  const run = membersOf(body["workflow_run"]);
  const name = textAmong(run["name"], membersOf(body["workflow"])["name"]) ?? "without a name";
  return {
    key: `workflow-run/${idOf(run)}/${textOf(run["run_attempt"]) ?? "1"}`,
    title: `Workflow “${name}” ${ended(run["conclusion"])}${onBranch(run["head_branch"])}`,
    description: run["display_title"],
    labels: { ref: run["head_branch"], commit: run["head_sha"] },
    links: [{ text: "The run on GitHub", href: run["html_url"] }],
    at: run["updated_at"],
  };
}

function readCheckRun({ action, body }: GitHubEvent): Told | null {
  if (action !== "completed") return null;
  const run = membersOf(body["check_run"]);
  const branch = membersOf(run["check_suite"])["head_branch"];
  const output = membersOf(run["output"]);
  return {
    key: `check-run/${idOf(run)}`,
    title: `Check “${textOf(run["name"]) ?? "without a name"}” ${ended(run["conclusion"])}${onBranch(branch)}`,
    description: textAmong(output["title"], output["summary"]),
    labels: { ref: branch, commit: run["head_sha"] },
    links: [
      { text: "The check on GitHub", href: run["html_url"] },
      { text: "Details", href: run["details_url"] },
    ],
    at: run["completed_at"],
  };
}

function onBranch(branch: unknown): string {
  const name = textOf(branch);
  return name === null ? "" : ` on ${name}`;
}

/** A push to the default branch: others change nothing that runs. */
function readPush({ body }: GitHubEvent): Told | null {
  const branch = textOf(membersOf(body["repository"])["default_branch"]);
  if (branch === null || body["ref"] !== `refs/heads/${branch}` || body["deleted"] === true) return null;
  const commits = listOf(body["commits"]).flatMap((commit) => firstLine(membersOf(commit)["message"]) ?? []);
  const head = membersOf(body["head_commit"]);
  return {
    key: `push/${textAmong(body["after"], head["id"]) ?? ""}`,
    title: `Pushed to ${branch}: ${firstLine(head["message"]) ?? commits.at(-1) ?? "no new commit"}`,
    description: commits.length > 1 ? commits.join("\n") : null,
    labels: { ref: branch, commit: body["after"] },
    links: [{ text: "What was changed", href: body["compare"] }],
    at: membersOf(body["repository"])["pushed_at"] ?? head["timestamp"],
  };
}

function firstLine(message: unknown): string | null {
  return textOf(textOf(message)?.split("\n")[0]);
}

function readRelease({ action, body }: GitHubEvent): Told | null {
  if (action !== "published") return null;
  const release = membersOf(body["release"]);
  return {
    key: `release/${idOf(release)}`,
    title: `Released ${textAmong(release["name"], release["tag_name"]) ?? "a version"}`,
    description: release["body"],
    labels: { version: release["tag_name"] },
    links: [{ text: "The release on GitHub", href: release["html_url"] }],
    at: release["published_at"],
  };
}

function idOf(thing: Members): string {
  return textAmong(thing["id"], thing["node_id"], thing["head_sha"], thing["tag_name"]) ?? "";
}
