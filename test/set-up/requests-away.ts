/** Watches for requests that leave the page's own origin, from now on. */
export function watchRequests(): { away(): readonly string[] } {
  const urls: string[] = [];
  const observer = new PerformanceObserver((list) => urls.push(...list.getEntries().map(({ name }) => name)));
  observer.observe({ type: 'resource', buffered: false });
  // Also those that fail at once, which some engines leave out of the list of resources.
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    urls.push(new Request(input, init).url);
    return fetch(input, init);
  };
  return {
    away() {
      globalThis.fetch = fetch;
      urls.push(...observer.takeRecords().map(({ name }) => name));
      observer.disconnect();
      return urls.filter((url) => !url.startsWith('data:') && !url.startsWith('blob:') && new URL(url).origin !== location.origin);
    },
  };
}
