import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Keys } from "../design/Keys.tsx";
import { useKey } from "../shell/KeysProvider.tsx";

function DeclareKey() {
  const navigate = useNavigate();
  useKey("D", "Declare an incident", () => void navigate({ to: "/declare" }));
  return null;
}

/** Opens the page on which an incident is declared; for those who may. */
export function DeclareButton() {
  if (!useMay("responder")) return null;
  return (
    <>
      <DeclareKey />
      <Button component={Link} to="/declare" variant="default" rightSection={<Keys keys="D" />}>Declare an incident</Button>
    </>
  );
}
