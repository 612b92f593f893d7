/** Which face the visitor is at; the picture, the cards and the answer all follow it. */
export interface FaceFocus {
  /** The face pointed at, else the one chosen. */
  readonly active: () => number | undefined;
  readonly chosen: () => number | undefined;
  /** Points at a face for as long as the pointer or the keyboard is on it. */
  readonly point: (face: number | undefined, from: string) => void;
  /** Chooses a face; choosing it again lets go of it. */
  readonly choose: (face: number | undefined, from: string) => void;
  /** Forgets everything, silently: another picture is coming. */
  readonly reset: () => void;
  /** `from` names the part in which the visitor acted, so that this part does not scroll under the pointer. */
  readonly listen: (listener: (active: number | undefined, from: string) => void) => void;
}

/** Starts with no face. */
export function createFaceFocus(): FaceFocus {
  const listeners: ((active: number | undefined, from: string) => void)[] = [];
  let pointed: number | undefined;
  let chosen: number | undefined;
  const active = (): number | undefined => pointed ?? chosen;

  function change(from: string, apply: () => void): void {
    const before = { active: active(), chosen };
    apply();
    if (active() === before.active && chosen === before.chosen) return;
    for (const listener of listeners) listener(active(), from);
  }

  return {
    active,
    chosen: () => chosen,
    point: (face, from) => change(from, () => (pointed = face)),
    choose: (face, from) =>
      change(from, () => {
        chosen = face === chosen ? undefined : face;
        if (chosen === undefined) pointed = undefined;
      }),
    reset: () => {
      pointed = undefined;
      chosen = undefined;
    },
    listen: (listener) => listeners.push(listener),
  };
}
