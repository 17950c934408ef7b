import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Empty } from "../design/Empty.tsx";
import { Page } from "./Page.tsx";

/** A place whose screen is not there yet. */
export function Unfurnished({ words }: { words: string }) {
  return (
    <Page title={words} so={`${words} is not furnished yet.`} next="Everything it will show is in the API already.">
      <Empty title="Nothing stands here" text="The same is to be had from the command line and under /api." />
    </Page>
  );
}

/** An address that leads nowhere. */
export function NoSuchPlace() {
  return (
    <Page
      title="Not found"
      so="Nothing stands at this address."
      next="It may have been removed, or the link was cut."
      actions={
        <Button component={Link} to="/">
          Go to Now
        </Button>
      }
    >
      {null}
    </Page>
  );
}
