// Finds the pages to look at: follows links from the front page, as every kind of reader.

import { INSTITUTIONS } from './site.mjs';

/** How many pages of one shape a reader opens; two threads tell what twenty would. */
const PER_SHAPE = 2;

/** Nobody has this page, so everyone is shown the one that says so. */
const ABSENT = '/t/0000000000000/nothing-here/';

/**
 * A page as one reader was served it.
 * @typedef {{reader: object, path: string, shape: string, html: string}} Page
 */

/**
 * Every shape of page that every kind of reader can come to, at every institution.
 * @returns {Promise<{pages: Page[], broken: string[]}>} with links that lead nowhere in `broken`
 */
export async function discover(site) {
  const pages = [];
  const broken = new Map();
  for (const institution of INSTITUTIONS) {
    for (const reader of await site.readers(institution)) {
      const found = await follow(site, reader);
      pages.push(...found.pages);
      for (const fault of found.broken) {
        broken.set(fault, [...(broken.get(fault) ?? []), reader.part]);
      }
    }
  }
  return { pages, broken: [...broken].map(([fault, parts]) => `${fault} to ${parts.join(', ')}`) };
}

/** Says whose page it is and which, for the line of a check. */
export function nameOf({ reader, path, made }) {
  return `${reader.institution}, ${reader.part}, ${path}${made ? ` (${made})` : ''}`;
}

/** Leaves out pages all of whose parts were seen on an earlier page of the same kind: shape and institution. */
export function distinct(pages, kindOf = ({ reader, shape }) => `${reader.institution} ${shape}`) {
  const seen = new Map();
  return pages.filter((page) => {
    const key = kindOf(page);
    const known = seen.get(key) ?? new Set();
    seen.set(key, known);
    const fresh = partsOf(page.html).filter((part) => !known.has(part));
    fresh.forEach((part) => known.add(part));
    return fresh.length > 0;
  });
}

/** The path with names and numbers left open: `/t/{id}/{slug}/{n}/`. */
export function shapeOf(path) {
  const [plain, query] = path.split('?');
  const segments = plain.split('/').map((segment, place, all) => {
    if (/^[0-9a-hjkmnp-tv-z]{13}$/.test(segment)) return '{id}';
    if (/^\d+$/.test(segment)) return '{n}';
    if (['b', 'c', 'm'].includes(all[place - 1])) return '{name}';
    return /[-%]/.test(segment) && place > 2 ? '{slug}' : segment;
  });
  return segments.join('/') + (query === undefined ? '' : '?');
}

/** The threads that a board's first page lists, as `{path, title}`. */
export async function threadsOn(site, reader, board) {
  const { text } = await site.get(reader, board);
  const links = [...text.matchAll(/<a\b[^>]*\bhref="(\/t\/[^"#]+)"[^>]*>(.*?)<\/a>/gs)];
  const threads = links.map(([, path, title]) => ({ path, title: title.replaceAll(/<[^>]*>/g, '').trim() }));
  return threads.filter(({ path }, place) => threads.findIndex((other) => other.path === path) === place);
}

async function follow(site, reader) {
  const waiting = ['/', ABSENT];
  const known = new Set(waiting);
  const opened = new Map();
  const pages = [];
  const broken = [];
  while (waiting.length > 0) {
    const path = waiting.shift();
    const shape = path === ABSENT ? 'absent' : shapeOf(path);
    const times = opened.get(shape) ?? 0;
    if (times >= PER_SHAPE) continue;
    opened.set(shape, times + 1);
    const { status, headers, text } = await site.get(reader, path);
    const onward = status >= 300 && status < 400 ? [headers.location] : linksIn(text);
    if (status === 200 || path === ABSENT) {
      if (!/^text\/html/.test(headers['content-type'] ?? '')) continue;
      pages.push({ reader, path, shape, html: text });
    } else if (status >= 400) {
      broken.push(`${reader.institution}, ${path} answers ${status}`);
      continue;
    }
    for (const link of onward.map((address) => inside(site, reader, path, address))) {
      if (link && !known.has(link)) {
        known.add(link);
        waiting.push(link);
      }
    }
  }
  return { pages, broken };
}

function linksIn(html) {
  return [...html.matchAll(/<a\b[^>]*?\bhref="([^"]*)"/g)].map(([, address]) => address.replaceAll('&amp;', '&'));
}

function inside(site, reader, from, address) {
  const home = site.url(reader.institution, from);
  const target = URL.canParse(address, home) ? new URL(address, home) : null;
  return target?.origin === new URL(home).origin ? target.pathname + target.search : null;
}

// What can break a rule is the kind of element and the classes that paint it, not the words inside.
function partsOf(html) {
  const tags = [...html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/g)];
  return tags.map(([, name, rest]) => {
    const telling = rest.match(/\b(?:class|type|role|lang|rel|aria-current|aria-invalid|name)="[^"]*"/g) ?? [];
    return `${name} ${telling.sort().join(' ')}`;
  });
}
