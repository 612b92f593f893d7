import { openFuzzRun, type FuzzRun } from '../fuzz-run.ts';

declare global {
  interface Window {
    /** For the program that drives the page. */
    fuzz: Promise<FuzzRun>;
  }
}

window.fuzz = openFuzzRun();
