// Runs the browser checks against a site that is already being served.

import { parseArgs } from 'node:util';
import { openBrowser } from './browser.mjs';
import { discover } from './pages.mjs';
import { Report } from './report.mjs';
import { Site } from './site.mjs';

const USAGE = `Usage: node run.mjs --port PORT --lyceum BINARY --data DIR [OPTIONS]

Checks the pages of a running \`lyceum serve --demo\` in Chromium.

  --port PORT        the port of its --listen
  --lyceum BINARY    the program, for \`session new\` and \`member sign-in-link\`
  --data DIR         its data folder
  --only NAMES       some of: CHECKS
  --providers PORTS  two ports for OpenID providers of ours, which the site may ask
  --board PATH       the board whose threads \`weight\` weighs (default /b/open-questions/)
  --shots DIR        take pictures of the main pages into DIR, check nothing

Example: node run.mjs --port 8080 --lyceum ../../target/release/lyceum --data ../../data --only axe,markup`;

/** In the order they run: the journey last, because it writes. */
const CHECKS = {
  markup: 'Markup: html-validate on the bytes as served',
  csp: 'Content-Security-Policy: strict, and nothing needs more',
  weight: 'Weight: a first view on the wire',
  coding: 'Codings: gzip, brotli and plain are one page',
  rtl: 'Right to left',
  axe: 'Accessibility: axe-core, light and dark, 320 and 1280 px',
  'scripts-off': 'Scripts off: a mentee’s evening',
  passkeys: 'Passkeys: with a device that Chromium pretends',
  'sign-on': 'Scripts off: signing on by one’s university',
};

async function main() {
  const options = read();
  const site = new Site({ port: options.port, lyceum: options.lyceum, folder: options.data });
  const report = new Report();
  const browser = await openBrowser();
  try {
    if (options.shots) {
      const { take } = await import('./shots.mjs');
      await take({ browser, site, folder: options.shots });
      return 0;
    }
    report.heading('Pages: every shape that every kind of reader can come to');
    const { pages, broken } = await discover(site);
    report.check('the demo has pages to look at', pages.length > 20, [`it has ${pages.length}`]);
    report.nothingFound('no link leads nowhere', broken);
    for (const name of options.only) {
      report.heading(CHECKS[name]);
      await runCheck(name, { browser, site, report, pages, board: options.board, providers: options.providers });
    }
  } finally {
    await browser.close();
  }
  return report.close();
}

async function runCheck(name, scene) {
  const started = Date.now();
  const { check } = await import(`./${name}.mjs`);
  try {
    await check(scene);
  } catch (fault) {
    scene.report.check(`the checks of ${name} ran to their end`, false, [String(fault.stack ?? fault)]);
  }
  scene.report.note(`${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function read() {
  const text = { type: 'string' };
  const { values } = parseArgs({
    options: { port: text, lyceum: text, data: text, only: text, board: text, providers: text, shots: text, help: { type: 'boolean' } },
  });
  const only = values.only?.split(',') ?? Object.keys(CHECKS);
  const unknown = only.filter((name) => !(name in CHECKS));
  if (values.help || unknown.length > 0 || !values.port || !values.lyceum || !values.data) {
    console.log(USAGE.replace('CHECKS', Object.keys(CHECKS).join(', ')));
    process.exit(values.help ? 0 : 2);
  }
  const providers = (values.providers ?? '').split(',').filter(Boolean).map(Number);
  return { ...values, only, providers, port: Number(values.port) };
}

main().then(
  (code) => process.exit(code),
  (fault) => {
    console.error(fault.stack ?? fault);
    process.exit(1);
  },
);
