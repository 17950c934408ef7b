import { Button, Menu } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { evidenceAddress } from "./evidence-address.ts";

/** The evidence to print, and to take away. */
export function EvidenceButtons({ incidentRef }: { incidentRef: string }) {
  return (
    <>
      <Button component="a" variant="default" leftSection={<IconPrinter size={15} stroke={1.8} />} href={evidenceAddress(incidentRef, "html")} target="_blank" rel="noreferrer">
        Print
      </Button>
      <Button component="a" href={evidenceAddress(incidentRef, "json")} download>
        Export the evidence
      </Button>
    </>
  );
}

/** The same in a menu. */
export function EvidenceItems({ incidentRef }: { incidentRef: string }) {
  return (
    <>
      <Menu.Item component={Link} to={`/incidents/${incidentRef}/evidence`}>How it stands to the process</Menu.Item>
      <Menu.Item component="a" href={evidenceAddress(incidentRef, "html")} target="_blank" rel="noreferrer">Evidence on paper</Menu.Item>
      <Menu.Item component="a" href={evidenceAddress(incidentRef, "json")} download>Export the evidence</Menu.Item>
    </>
  );
}
