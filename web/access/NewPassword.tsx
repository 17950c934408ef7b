import { PasswordInput } from "@mantine/core";
import { useState } from "react";

/** The server asks for as many. */
export const leastPassword = 12;

export interface NewPasswordProps {
  label?: string;
  name?: string;
  error?: string | undefined;
}

function hintOf(length: number): string {
  if (length === 0) return `At least ${leastPassword} characters; a few words are good`;
  return length < leastPassword ? `${length} of at least ${leastPassword} characters` : `${length} characters`;
}

/** A field for a password that is to be set, with how far it is from long enough. */
export function NewPassword({ label = "Password", name = "password", error }: NewPasswordProps) {
  const [length, setLength] = useState(0);
  return (
    <PasswordInput
      label={label}
      name={name}
      autoComplete="new-password"
      size="md"
      required
      minLength={leastPassword}
      description={hintOf(length)}
      error={error}
      onChange={(event) => setLength(event.currentTarget.value.length)}
    />
  );
}
