import { element } from './parts/element.ts';
import { createDeviceMenu } from './parts/device-menu.ts';
import { receivePictures } from './parts/picture-drop.ts';
import { createFailureNotice } from './parts/failure-notice.ts';
import type { Page, PageEntry, Playground } from './page.ts';
import { PAGES } from './page-list.ts';
import { createSharedClient } from './shared-client.ts';

function byId(id: string): HTMLElement {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no element #${id}.`);
  return node;
}

const main = byId('main');
const navigation = byId('pages');
const status = byId('announcement');

const playground: Playground = {
  client: createSharedClient({ device: 'auto', threads: undefined }),
  announce: (sentence) => (status.textContent = sentence),
};

const made = new Map<string, Page>();
let shown: { readonly id: string; readonly page: Page } | undefined;

const links = new Map(
  PAGES.map((entry) => [entry.id, element('a', { href: `#${entry.id}`, class: 'page-link' }, element('span', {}, entry.title))]),
);
navigation.append(...links.values());
byId('device').append(createDeviceMenu(playground.client));

function wanted(): PageEntry | undefined {
  const id = location.hash.slice(1);
  return PAGES.find((entry) => entry.id === id) ?? PAGES[0];
}

async function make(entry: PageEntry): Promise<Page> {
  const known = made.get(entry.id);
  if (known) return known;
  const create = await entry.load();
  const page = made.get(entry.id) ?? create(playground);
  made.set(entry.id, page);
  return page;
}

async function showWanted(): Promise<void> {
  const entry = wanted();
  if (!entry || entry.id === shown?.id) return;
  for (const [id, link] of links) {
    if (id === entry.id) {
      link.setAttribute('aria-current', 'page');
      // With many pages the navigation scrolls sideways on a phone.
      navigation.scrollTo({ left: link.offsetLeft - navigation.offsetLeft - (navigation.clientWidth - link.clientWidth) / 2 });
    } else link.removeAttribute('aria-current');
  }
  const page = await make(entry);
  // A faster click may have asked for another page meanwhile.
  if (wanted() !== entry) return;
  shown?.page.hidden?.();
  shown = { id: entry.id, page };
  document.title = `${entry.title} · Pagesight`;
  main.replaceChildren(page.element);
  page.shown?.();
}

function show(): void {
  showWanted().catch((error: unknown) => {
    const notice = createFailureNotice();
    notice.show(error, () => location.reload());
    main.replaceChildren(notice.element);
  });
}

// The address belongs to the pages, so the link moves the focus itself.
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
receivePictures((pictures, at) => shown?.page.takePictures?.(pictures, at));
window.addEventListener('hashchange', show);
show();
