// Pages turned right to left keep to the screen and mirror, so that no rule names left or right.

import { nameOf } from './pages.mjs';

const SHAPES = ['/', '/b/{name}/', '/t/{id}/{slug}/', '/c/{name}/'];

/** Turns one page of each main shape and looks where things went; then reads an Arabic post. */
export async function check({ browser, site, report, pages }) {
  for (const shape of SHAPES) {
    const entry = pages.find((page) => page.shape === shape && page.reader.part === 'mentee');
    report.check(`there is a page of the shape ${shape} to turn`, entry !== undefined);
    if (entry) report.nothingFound(`turned right to left, nothing is amiss with ${nameOf(entry)}`, await turn(browser, site, entry));
  }
  const arabic = pages.find(({ html }) => /class="text"[^>]*>(?:(?!<\/article).)*[\u0600-\u06ff]{4}/s.test(html));
  report.check('the demo has a post in a right-to-left language', arabic !== undefined);
  if (arabic) report.nothingFound(`words in Arabic run right to left on ${nameOf(arabic)}`, await readArabic(browser, site, arabic));
}

async function turn(browser, site, { reader, path }) {
  return inWindow(browser, site, reader, path, async (page) => {
    const findings = [];
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) findings.push(`${width} px: the page is ${wide} px wide`);
    }
    const brand = await page.locator('.brand').boundingBox();
    const nav = await page.locator('header nav').first().boundingBox();
    if (brand && nav && brand.x < nav.x) findings.push('the brand stays on the left of the navigation');
    return findings;
  });
}

async function readArabic(browser, site, { reader, path }) {
  return inWindow(browser, site, reader, path, (page) =>
    page.$$eval('.post .text p', (paragraphs) =>
      paragraphs
        .filter(({ textContent }) => /^[\s«“"]*[\u0600-\u06ff]/.test(textContent))
        .filter((paragraph) => getComputedStyle(paragraph).direction !== 'rtl' && getComputedStyle(paragraph).unicodeBidi !== 'plaintext')
        .map(({ textContent }) => `runs left to right: ${textContent.slice(0, 40)}`),
    ),
  );
}

async function inWindow(browser, site, reader, path, look) {
  const context = await site.window(browser, reader, { bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.goto(site.url(reader.institution, path));
    return await look(page);
  } finally {
    await context.close();
  }
}
