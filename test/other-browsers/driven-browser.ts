/** A browser with one window. */
export interface DrivenBrowser {
  /** Name and version, as the browser says. */
  readonly version: string;
  open(address: string): Promise<void>;
  /** The text of the page's first element of this kind. */
  textOf(selector: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts a browser; a sentence where what that needs is not installed. */
export type StartBrowser = () => Promise<DrivenBrowser | string>;
