// Accessibility by axe-core (WCAG 2.2 AA) in both colour schemes, and no sideways scrolling on a phone.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { inWindows } from './browser.mjs';
import { formPages, open } from './forms.mjs';
import { distinct, nameOf } from './pages.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules that look at colours; nothing else of a page is another in the dark. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
/** Only one view has to read the stylesheet itself, for what it says of turning the screen. */
const VIEWS = [
  { scheme: 'light', width: 1280, options: { runOnly: RULES } },
  { scheme: 'light', width: 320, options: { runOnly: RULES, preload: false } },
  { scheme: 'dark', width: 320, options: { runOnly: { type: 'rule', values: COLOURS }, preload: false } },
  { scheme: 'dark', width: 1280, options: { runOnly: { type: 'rule', values: COLOURS }, preload: false } },
];

/** Another institution paints the same pages in its own colours, and words of another length may make them too wide. */
const PAINTED = [
  { scheme: 'light', width: 1280, options: { runOnly: { type: 'rule', values: COLOURS }, preload: false } },
  { scheme: 'dark', width: 320, options: { runOnly: { type: 'rule', values: COLOURS }, preload: false } },
];

/** Looks at every distinct page in both schemes and at both widths, without loading it again between. */
export async function check({ browser, site, report, pages }) {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const chosen = [...distinct(pages), ...formPages(pages)];
  const whole = new Set([...distinct(pages, ({ shape }) => shape), ...chosen.filter(({ made }) => made)]);
  report.note(`${chosen.length} pages that differ, of ${pages.length}; ${whole.size} in more than colour, each four times`);
  const windows = [];
  await inWindows(chosen, async (entry, number) => {
    windows[number] = await windowOf(browser, site, entry.reader, windows[number]);
    const { page } = windows[number];
    const findings = await look({ page, site, source, entry, views: whole.has(entry) ? VIEWS : PAINTED });
    report.nothingFound(`axe finds nothing on the page of ${nameOf(entry)}`, findings);
  });
  for (const { context } of windows) await context.close();
}

// One window for all that the same reader sees: opening one takes as long as looking at a page. axe is a script of ours, so
// the page's Content-Security-Policy steps aside; `csp.mjs` holds it to account.
async function windowOf(browser, site, reader, before) {
  if (before?.reader === reader) return before;
  await before?.context.close();
  const context = await site.window(browser, reader, { bypassCSP: true });
  return { reader, context, page: await context.newPage() };
}

async function look({ page, site, source, entry, views }) {
  if (entry.missing) return [`the demo shows the mentee no ${entry.missing}`];
  try {
    await open(page, site, entry);
    await page.evaluate(source);
    const findings = [];
    for (const { scheme, width, options } of views) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 800 });
      const seen = await page.evaluate(examine, options);
      findings.push(...seen.map((words) => `${scheme}, ${width} px: ${words}`));
    }
    return findings;
  } catch (fault) {
    return [String(fault.message).split('\n')[0]];
  }
}

/** Runs inside the page. */
async function examine(options) {
  const { violations } = await window.axe.run(document, { ...options, resultTypes: ['violations'] });
  const words = violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ');
    return `${id}: ${help} (${nodes.length}): ${places}`;
  });
  const wide = document.documentElement.scrollWidth;
  if (wide > window.innerWidth) {
    const culprits = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1);
    const named = culprits.slice(0, 3).map((element) => `${element.localName}.${element.className}`);
    words.push(`the page is ${wide} px wide and scrolls sideways: ${named.join(' | ')}`);
  }
  return words;
}
