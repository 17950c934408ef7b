import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { useMay } from "../../api/session.ts";

/** The way to the routes, for whoever may change them. */
export function RoutesLink() {
  const mayChange = useMay("manager");
  if (!mayChange) return null;
  return (
    <Button component={Link} to="/settings/routes" variant="default" leftSection={<IconArrowsSplit2 size={15} stroke={1.7} aria-hidden="true" />}>
      Routes
    </Button>
  );
}
