import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ApiProblem } from "../api/client.ts";
import { Failed } from "../design/Failed.tsx";
import "../design/mantine-form-styles.ts";
import { Page, type PageProps } from "../shell/Page.tsx";

/** The frame of one screen of the settings. */
export function SettingsPage(props: PageProps) {
  return (
    <Page
      crumbs={
        <>
          <Link to="/settings">Settings</Link> / {props.title}
        </>
      }
      {...props}
    />
  );
}

/** A part of the settings that could not be read. */
export function NotRead({ problem, onRetry }: { problem: ApiProblem; onRetry: () => void }) {
  return (
    <Failed
      title="This could not be read"
      what={problem.message}
      kept="Everything stays as it was."
      next="It is tried again by itself when the connection is back."
      actions={<Button size="xs" variant="default" onClick={onRetry}>Try again</Button>}
    />
  );
}
