// Pictures of the main pages for people to look at; nothing here is a check.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FLAGSHIP, formPages, open } from './forms.mjs';
import { discover } from './pages.mjs';

const SCHEMES = ['light', 'dark'];
const WIDTHS = [320, 1280];
const MAIN = ['/', '/sign-in', '/b/{name}/', '/b/{name}/new', '/t/{id}/{slug}/', '/c/{name}/', '/m/{name}/', '/p/{id}/actions', 'absent'];

/** Takes every main page of every institution in both schemes and at both widths into a folder. */
export async function take({ browser, site, folder }) {
  await mkdir(folder, { recursive: true });
  const { pages } = await discover(site);
  for (const entry of [...chosen(pages), ...formPages(pages).filter(({ missing }) => !missing)]) {
    await picture({ browser, site, folder, entry });
  }
}

function chosen(pages) {
  const wanted = [];
  for (const part of ['visitor', 'mentee', 'coordinator']) {
    for (const institution of new Set(pages.map(({ reader }) => reader.institution))) {
      const theirs = pages.filter(({ reader }) => reader.institution === institution && reader.part === part);
      wanted.push(...MAIN.map((shape) => best(theirs.filter((page) => page.shape === shape))).filter(Boolean));
    }
  }
  return wanted;
}

function best(pages) {
  return pages.find(({ path, html }) => path === FLAGSHIP.board || html.includes(`>${FLAGSHIP.title}`)) ?? pages[0];
}

async function picture({ browser, site, folder, entry }) {
  const { reader, shape, made } = entry;
  const words = made ?? (shape === '/' ? 'home' : shape.replaceAll(/[{}]/g, ''));
  const subject = [reader.institution, reader.part, words].join(' ').replaceAll(/[^a-z0-9]+/g, '-').replace(/-$/, '');
  const context = await site.window(browser, reader);
  const page = await context.newPage();
  await open(page, site, entry);
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const path = join(folder, `${subject}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
      console.log(path);
    }
  }
  await context.close();
}
