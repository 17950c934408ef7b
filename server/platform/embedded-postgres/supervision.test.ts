import { describe, expect, it } from "vitest";
import type { Postmaster } from "./postmaster.ts";
import { Supervision } from "./supervision.ts";

/** A main process whose end the test decides. */
function processThatEnds(pid: number) {
  let end = (_reason: string) => undefined as void;
  const exited = new Promise<string>((resolve) => (end = resolve));
  const postmaster: Postmaster = {
    pid,
    exited,
    ready: Promise.resolve(true),
    lastWords: () => [`words of ${pid}`],
    async stop() {
      end("stopped");
      await exited;
    },
  };
  return { postmaster, end };
}

describe("Supervision", () => {
  it("starts PostgreSQL again when it ends unasked", async () => {
    const [first, second] = [processThatEnds(1), processThatEnds(2)];
    const said: string[] = [];
    const supervision = new Supervision(first.postmaster, {
      restart: () => Promise.resolve(second.postmaster),
      pauses: [0],
      log: (line) => said.push(line),
      onFatal: (error) => said.push(error.message),
    });
    first.end("SIGKILL");
    await expect.poll(() => said).toEqual(["PostgreSQL ended unasked (SIGKILL); starting it again in 0 ms.", "PostgreSQL runs again (process 2)."]);
    expect(supervision.pid).toBe(2);
    await supervision.stop();
  });

  it("gives up, once, when it ends again after every pause, and tells its last words", async () => {
    const first = processThatEnds(1);
    let started = 1;
    const fatal = new Promise<Error>((resolve) => {
      new Supervision(first.postmaster, {
        restart() {
          const next = processThatEnds((started += 1));
          next.end("exit code 1");
          return Promise.resolve(next.postmaster);
        },
        pauses: [0, 0, 0],
        log: () => undefined,
        onFatal: resolve,
      });
    });
    first.end("SIGKILL");
    expect((await fatal).message).toBe("PostgreSQL ended 4 times in a row (exit code 1). It said:\nwords of 4");
    expect(started).toBe(4);
  });

  it("gives up when the ground cannot be cleared for a restart", async () => {
    const first = processThatEnds(1);
    const fatal = new Promise<Error>((resolve) => {
      const restart = () => Promise.reject(new Error("An orphan remains."));
      new Supervision(first.postmaster, { restart, pauses: [0], log: () => undefined, onFatal: resolve });
    });
    first.end("SIGKILL");
    expect((await fatal).message).toBe("An orphan remains.");
  });

  it("does not start again once it is being stopped, however late the restart comes", async () => {
    const [first, second] = [processThatEnds(1), processThatEnds(2)];
    let finishRestart = (_postmaster: Postmaster) => undefined as void;
    const restarting = new Promise<void>((begun) => {
      const restart = () => {
        begun();
        return new Promise<Postmaster>((resolve) => (finishRestart = resolve));
      };
      const supervised = { restart, pauses: [0], log: () => undefined, onFatal: (error: Error) => expect.fail(error.message) };
      supervision = new Supervision(first.postmaster, supervised);
    });
    first.end("SIGKILL");
    await restarting;
    const stopped = supervision.stop();
    finishRestart(second.postmaster);
    await stopped;
    expect(await second.postmaster.exited).toBe("stopped");
  });

  it("waits no longer for a restart once it is being stopped", async () => {
    const first = processThatEnds(1);
    const waiting = new Promise<void>((resolve) => {
      supervision = new Supervision(first.postmaster, {
        restart: () => expect.fail("It was stopped."),
        pauses: [600_000],
        log: () => resolve(),
        onFatal: (error) => expect.fail(error.message),
      });
    });
    first.end("SIGKILL");
    await waiting;
    await supervision.stop();
  });
});

let supervision: Supervision;
