import { Link } from "@tanstack/react-router";
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
