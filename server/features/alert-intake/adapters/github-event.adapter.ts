import type { Members } from "./members.adapter.ts";

/** One event of GitHub's, and where it happened. */
export interface GitHubEvent {
  name: string;
  action: string | null;
  body: Members;
  repository: { name: string | null; fullName: string | null; address: string | null };
}
