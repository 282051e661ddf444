// Stitched pages are one and the same in gzip, brotli and plain, to curl and to Chromium.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FLAGSHIP } from './forms.mjs';

const run = promisify(execFile);
const CODINGS = ['gzip', 'br', 'identity'];
const PLACES = [
  { part: 'visitor', path: '/' },
  { part: 'visitor', path: '/b/open-questions/' },
  { part: 'mentee', path: '/' },
  { part: 'mentee', path: FLAGSHIP.board },
  { part: 'mentee', path: null },
  { part: 'mentor', path: null },
];

/** Fetches a few stored pages in every coding; `null` stands for the flagship thread. */
export async function check({ browser, site, report, pages }) {
  const thread = pages.find(({ html }) => html.includes(`>${FLAGSHIP.title}`) && html.includes('class="post"'));
  for (const { part, path } of PLACES) {
    const reader = await site.reader('northfield', part);
    const place = path ?? thread?.path;
    const named = `${part}, ${place ?? 'the flagship thread'}`;
    await report.attempt(`gzip, brotli and plain are the same page to curl and Chromium: ${named}`, async () => {
      if (!place) throw new Error('the demo shows no such thread');
      await compare({ browser, site, reader, path: place });
    });
  }
}

async function compare({ browser, site, reader, path }) {
  // The first visit moves the reader's marks, and with them the slot; the second finds it at rest.
  await site.get(reader, path);
  const plain = (await site.get(reader, path)).text;
  const texts = new Map();
  for (const coding of CODINGS) {
    const fetched = await byCurl(site, reader, path, coding);
    if (fetched !== plain) throw new Error(`curl reads other bytes in ${coding}: ${difference(plain, fetched)}`);
    const { sent, text } = await byChromium(browser, site, reader, path, coding);
    if (sent !== coding) throw new Error(`Chromium asked for ${coding} and was sent ${sent}`);
    texts.set(coding, text);
  }
  for (const coding of CODINGS) {
    if (texts.get(coding) !== texts.get('identity')) throw new Error(`Chromium shows another text in ${coding}`);
  }
}

async function byCurl(site, reader, path, coding) {
  const { hostname } = new URL(site.url(reader.institution));
  const words = ['-sS', '--compressed', '--resolve', `${hostname}:${site.port}:127.0.0.1`, '-H', `Accept-Encoding: ${coding}`, '-H', 'Accept: text/html,*/*'];
  const cookie = await site.cookie(reader);
  if (cookie) words.push('-H', `Cookie: ${cookie}`);
  const { stdout } = await run('curl', [...words, site.url(reader.institution, path)], { maxBuffer: 8 << 20 });
  return stdout;
}

async function byChromium(browser, site, reader, path, coding) {
  const context = await site.window(browser, reader, { extraHTTPHeaders: { 'accept-encoding': coding } });
  try {
    const page = await context.newPage();
    const answer = await page.goto(site.url(reader.institution, path));
    const sent = (await answer.headerValue('content-encoding')) ?? 'identity';
    return { sent, text: await page.evaluate(() => document.documentElement.textContent) };
  } finally {
    await context.close();
  }
}

function difference(left, right) {
  let place = 0;
  while (place < left.length && left[place] === right[place]) place += 1;
  return `from character ${place}: ${JSON.stringify(right.slice(place, place + 60))}`;
}
