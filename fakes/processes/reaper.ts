import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";

// The reaper outlives this process even when this process is killed with -9: its input then ends, it kills
// every process group it was still told to watch, and then removes the folder they wrote to.
const script = `
watched= folder=
while read -r verb what; do
  case $verb in
    watch) watched="$watched $what" ;;
    leave) kept=
      for one in $watched; do [ "$one" = "$what" ] || kept="$kept $one"; done
      watched=$kept ;;
    remove) folder=$what ;;
  esac
done
for one in $watched; do kill -s KILL -- "-$one" 2>/dev/null; done
[ -z "$folder" ] || rm -rf -- "$folder"`;

let input: Writable | undefined;

function reaperInput(): Writable {
  if (input) return input;
  const reaper = spawn("/bin/sh", ["-c", script], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  reaper.unref();
  (reaper.stdin as Socket).unref();
  input = reaper.stdin;
  return input;
}

/** From now on the process group dies with this process, however this process ends. */
export function watchGroup(group: number): void {
  reaperInput().write(`watch ${String(group)}\n`);
}

/** The process group has ended; its number may belong to somebody else soon. */
export function leaveGroup(group: number): void {
  reaperInput().write(`leave ${String(group)}\n`);
}

/** The folder, one for this process, is removed once this process has ended. */
export function removeAtEnd(folder: string): void {
  reaperInput().write(`remove ${folder}\n`);
}
