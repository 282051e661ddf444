// A passkey from end to end, with Chromium's virtual authenticator: added, used at the door, and a no from the device.

import { insist } from './report.mjs';

const WHO = { institution: 'northfield', username: 'ruth-osei' };
const WAYS = '/settings/sign-in/';

/** Walks the way with one window, whose device keeps what it is given. */
export async function check({ browser, site, report }) {
  const window = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await window.newPage();
  page.setDefaultTimeout(10_000);
  const way = { browser, site, page, device: await plugIn(window, page) };
  try {
    for (const [sentence, step] of STEPS) await report.attempt(sentence, () => step(way));
  } finally {
    await window.close();
  }
}

const STEPS = [
  ['a member adds a passkey in their settings', add],
  ['a device that has one already makes no second, and the page says so and leads to the button', addTwice],
  ['signed out, they come in by it with nothing typed', comeIn],
  ['no page but the one that asks the device has a script', noScriptElsewhere],
  ['a device that does not know who is there lets nobody in, and the page says so', refuse],
  ['with scripts off the page says what it needs, and leads to the other ways', scriptsOff],
];

async function plugIn(window, page) {
  const device = await window.newCDPSession(page);
  await device.send('WebAuthn.enable');
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const verifies = (isUserVerified) => device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  const keys = async () => (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return { verifies, keys };
}

async function add({ site, page, device }) {
  const printed = await site.command('member', 'sign-in-link', '--institution', WHO.institution, '--member', WHO.username);
  await page.goto(printed.split(/\s/).find((word) => word.startsWith('http')));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(site.url(WHO.institution, WAYS));
  await page.getByLabel('What to call a new passkey').fill('Virtual key');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.waitForURL('**/settings/sign-in/?done=passkey-added');
  await page.getByRole('heading', { name: 'Virtual key' }).waitFor();
  const [key, ...others] = await device.keys();
  insist(key?.isResidentCredential && others.length === 0, 'the device keeps no key by which it could be found');
  insist(key.rpId === `${WHO.institution}.localhost`, `the key is for ${key.rpId}`);
}

async function addTwice({ site, page }) {
  await page.goto(site.url(WHO.institution, WAYS));
  await page.getByLabel('What to call a new passkey').fill('Another');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const told = page.getByRole('status');
  await told.getByText('This device has a passkey of yours').waitFor();
  insist(await page.getByRole('button', { name: 'Ask my device' }).evaluate((it) => it === document.activeElement), 'the button has no focus');
}

async function comeIn({ site, page }) {
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.goto(site.url(WHO.institution, `/sign-in?to=${WAYS}`));
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL(site.url(WHO.institution, WAYS));
  await page.getByText('By a passkey').waitFor();
}

async function noScriptElsewhere({ site, page }) {
  for (const path of [WAYS, '/sign-in/again?to=/']) {
    const answer = await page.goto(site.url(WHO.institution, path));
    insist(!/script-src/.test(await answer.headerValue('content-security-policy')), `${path} may run scripts`);
    insist((await page.locator('script').count()) === 0, `${path} has a script`);
  }
}

async function refuse({ site, page, device }) {
  await device.verifies(false);
  await page.goto(site.url(WHO.institution, `/sign-in/again?to=${WAYS}`));
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('status').getByText('Nothing came of it').waitFor();
  await device.verifies(true);
  await page.getByRole('button', { name: 'Ask my device' }).click();
  await page.waitForURL(site.url(WHO.institution, WAYS));
}

async function scriptsOff({ browser, site }) {
  const window = await browser.newContext({ javaScriptEnabled: false });
  const page = await window.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(site.url(WHO.institution, '/sign-in?to=/settings/'));
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('A passkey needs scripts').waitFor();
  insist(!(await page.getByRole('button', { name: 'Ask my device' }).isVisible()), 'there is a button that does nothing');
  await page.getByRole('link', { name: 'Another way' }).click();
  insist(new URL(page.url()).pathname === '/sign-in', `the other way leads to ${page.url()}`);
  await window.close();
}
