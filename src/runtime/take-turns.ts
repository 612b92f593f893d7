/** Runs tasks one after another, in the order they were given; a task that fails does not stop the next. */
export type Turns = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** A queue of its own. */
export function takeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn.catch(() => {});
    return turn;
  };
}
