/** The strictest Content-Security-Policy under which the library has to answer: no eval, no worker from a blob, nobody else's server. */
export const strictPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self' blob: data:; style-src 'self'";
