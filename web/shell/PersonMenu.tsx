import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconKeyboard, IconLogout } from "@tabler/icons-react";
import type { ReactElement } from "react";

const schemes = [
  { id: "auto", words: "As the system" },
  { id: "light", words: "Light" },
  { id: "dark", words: "Dark" },
] as const;

export interface PersonMenuProps {
  /** The button that opens it. */
  children: ReactElement;
  onSignOut: () => void;
  onKeys: () => void;
}

/** What belongs to the person: the scheme, the keys, and the way out. */
export function PersonMenu({ children, onSignOut, onKeys }: PersonMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={212} position="top-start" shadow="none">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(id) => setColorScheme(id as MantineColorScheme)}>
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme.id} value={scheme.id} checkIcon={<IconCheck size={15} stroke={2} />}>
              {scheme.words}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={onKeys} leftSection={<IconKeyboard size={15} stroke={1.7} />}>
          Keys
        </Menu.Item>
        <Menu.Item onClick={onSignOut} leftSection={<IconLogout size={15} stroke={1.7} />}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
