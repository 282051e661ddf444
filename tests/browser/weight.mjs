// What a first visit costs on the wire, and how heavy the pages of a whole board are.

import { FLAGSHIP } from './forms.mjs';
import { threadsOn } from './pages.mjs';
import { get } from './wire.mjs';

/** TCP's first ten segments: what arrives before the reader's network has to answer once. */
const MOST_BYTES = 14_600;
const MOST_REQUESTS = 3;
const OPEN_BOARD = '/b/open-questions/';

/** Weighs the flagship's first page in Chromium, then the HTML of every thread of a board. */
export async function check({ browser, site, report, board = OPEN_BOARD }) {
  const reader = await site.reader('northfield', 'mentee');
  const threads = await threadsOn(site, reader, FLAGSHIP.board);
  const flagship = threads.find(({ title }) => title.startsWith(FLAGSHIP.title));
  report.check(`the demo has the thread “${FLAGSHIP.title}…”`, flagship !== undefined);
  if (flagship) await weighFirstView({ browser, site, report, reader, path: flagship.path });
  await weighBoard(site, report, board);
}

async function weighFirstView({ browser, site, report, reader, path }) {
  const view = await firstView(browser, site, reader, path);
  const bytes = view.requests.reduce((sum, { bytes }) => sum + bytes, 0);
  const listed = view.requests.map(({ url, bytes, coding }) => `${bytes} bytes, ${coding}: ${new URL(url).pathname}`);
  report.note(`${view.posts} posts, ${view.words} words; ${view.requests.length} requests, ${bytes} bytes with their headers`);
  listed.forEach((line) => report.note(line));
  report.check('the thread weighed has 20 posts on its page', view.posts === 20, [`it has ${view.posts}`]);
  report.check('its page comes in brotli', view.requests[0].coding === 'br', listed.slice(0, 1));
  report.check(`its first view takes at most ${MOST_REQUESTS} requests`, view.requests.length <= MOST_REQUESTS, listed);
  report.check(`its first view takes at most ${MOST_BYTES} bytes`, bytes <= MOST_BYTES, [`it takes ${bytes}`]);
}

async function firstView(browser, site, reader, path) {
  const context = await site.window(browser, reader);
  const page = await context.newPage();
  const requests = await wiretap(context, page);
  await page.goto(site.url(reader.institution, path), { waitUntil: 'networkidle' });
  const posts = await page.locator('article.post').count();
  const words = await page.$$eval('article.post .text', (texts) => texts.map((text) => text.innerText).join(' ').split(/\s+/).length);
  const icon = await page.locator('link[rel=icon]').evaluateAll(([link]) => link?.href);
  await context.close();
  // What the browser had already, it did not ask for.
  const seen = [...requests.values()].filter(({ bytes }) => bytes > 0);
  // A browser with a window fetches the tab's icon too; one without does not.
  if (icon && !seen.some(({ url }) => url === icon)) seen.push(await weighIcon(icon));
  return { posts, words, requests: seen };
}

async function wiretap(context, page) {
  const requests = new Map();
  const session = await context.newCDPSession(page);
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const coding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding');
    requests.set(requestId, { url: response.url, coding: coding?.[1] ?? 'identity', bytes: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  await session.send('Network.enable');
  return requests;
}

async function weighIcon(url) {
  const { headers, wire } = await get(url, { coding: 'br' });
  const head = Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + String(value).length + 4, 19);
  return { url, coding: headers['content-encoding'] ?? 'identity', bytes: wire + head };
}

async function weighBoard(site, report, board) {
  const visitor = { institution: 'northfield', part: 'visitor', username: null };
  const weights = { br: [], gzip: [], identity: [] };
  for (const path of await allThreads(site, visitor, board)) {
    for (const coding of Object.keys(weights)) {
      weights[coding].push((await site.get(visitor, path, coding)).wire);
    }
  }
  report.check(`the board ${board} has threads to weigh`, weights.br.length > 0);
  if (weights.br.length === 0) return;
  report.note(`HTML of the first page of the ${weights.br.length} threads on ${board}, in bytes:`);
  for (const [coding, sizes] of Object.entries(weights)) {
    sizes.sort((a, b) => a - b);
    report.note(`${coding}: median ${quantile(sizes, 0.5)}, 90th percentile ${quantile(sizes, 0.9)}, most ${sizes.at(-1)}`);
  }
}

async function allThreads(site, reader, board) {
  const paths = [];
  for (let page = board; page; ) {
    paths.push(...(await threadsOn(site, reader, page)).map(({ path }) => path));
    const { text } = await site.get(reader, page);
    page = text.match(/<a\b(?=[^>]*rel="next")[^>]*href="([^"]+)"/)?.[1];
  }
  return [...new Set(paths)];
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
