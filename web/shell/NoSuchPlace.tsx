import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Page } from "./Page.tsx";

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
