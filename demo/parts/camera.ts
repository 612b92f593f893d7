/** Why no camera could be opened, as a sentence that says what to do. */
export function explainCamera(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'The browser was not allowed to use the camera. Allow it in the address bar, then try again.';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'No camera was found. Plug one in, or choose a photo instead.';
  if (name === 'NotReadableError') return 'The camera is in use by another program. Close that program, then try again.';
  return `The camera could not be opened: ${error instanceof Error ? error.message : String(error)}`;
}

/** The way to cameras; throws where browsers offer none. */
export function cameraDevices(): MediaDevices {
  // Absent on pages that are not served securely, whatever the type says.
  if ('mediaDevices' in navigator) return navigator.mediaDevices;
  throw new Error('This page is not served securely, and browsers open the camera only on https or localhost.');
}

/** A camera that looks at the visitor is expected to act like a mirror. */
export function looksAtVisitor(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}
