import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconScale } from "@tabler/icons-react";

/** The way to what earns its pages. */
export function NoiseLink() {
  return (
    <Button component={Link} to="/alerts/noise" variant="default" leftSection={<IconScale size={15} stroke={1.7} aria-hidden="true" />}>
      What earns its pages
    </Button>
  );
}
