// Starts Debian's Chromium quietly, as root too.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const QUIET = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser; throws with the package to install when there is none. */
export async function openBrowser() {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: findChromium(), args: [...QUIET, ...asRoot] });
}

/** Two cores carry two windows at once. */
const WINDOWS = 2;

/** Hands the entries to `look` in their order, two at a time, with the number of the window. */
export async function inWindows(entries, look) {
  const waiting = [...entries];
  const window = async (_, number) => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) await look(entry, number);
  };
  await Promise.all(Array.from({ length: WINDOWS }, window));
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = folders.flatMap((folder) => [join(folder, 'chromium'), join(folder, 'chromium-browser')]);
  const found = places.find(isExecutable);
  if (!found) throw new Error('there is no Chromium: apt-get install chromium');
  return found;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
