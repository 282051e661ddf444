// Signing on by one's university with scripts off: from a link to a private thread onto that thread, and out again.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FLAGSHIP } from './forms.mjs';
import { startProvider } from './providers.mjs';
import { insist } from './report.mjs';

const HOUSES = ['northfield', 'eastbridge'];
const BUTTON = 'your campus account';

/** Sets two providers up by the command line, then walks the way there and back. */
export async function check({ browser, site, report, providers }) {
  if (providers.length < HOUSES.length) throw new Error('say --providers PORT,PORT, and let the site ask both');
  const running = [];
  for (const [number, institution] of HOUSES.entries()) {
    running.push(await startProvider({ port: providers[number], institution, site }));
  }
  const way = { browser, site, running, thread: await threadOfCohort(site), window: null };
  try {
    for (const [sentence, step] of STEPS) await report.attempt(sentence, () => step(way));
  } finally {
    await way.window?.close();
    await Promise.all(running.map((provider) => provider.stop()));
  }
}

const STEPS = [
  ['two universities’ providers are added by one command each, and answer', addProviders],
  ['a link to a private thread leads by the university’s sign-in onto that thread', arrive],
  ['whoever came so is in their cohort, by the name that the university gave', isMentee],
  ['the end of the session at the university is the end of it here', leave],
  ['the same person at the other university has another account', arriveElsewhere],
  ['whoever runs the institution tries the provider, and sees what it says and which rules hold', trial],
  ['somebody whom no rule lets in is told whom to ask', stranger],
  ['whoever runs a cohort lets them in, and they come by the same sign-in', letIn],
];

async function threadOfCohort(site) {
  const reader = { institution: 'northfield', username: 'amara-nwosu' };
  const { text } = await site.get(reader, FLAGSHIP.board);
  const found = /href="(\/t\/[0-9a-z]{13}\/[^"/]*\/)"/.exec(text);
  if (!found) throw new Error(`${FLAGSHIP.board} has no thread`);
  return found[1];
}

async function addProviders({ site, running }) {
  const members = JSON.parse(await site.command('member', 'list', '--institution', 'northfield', '--json'));
  const roles = members.find(({ username }) => username === 'amara-nwosu').roles;
  const cohorts = roles.map((role) => role.split(':')).filter(([, role]) => role === 'mentee').map(([slug]) => slug);
  for (const [number, institution] of HOUSES.entries()) {
    const { issuer, client } = running[number];
    const secret = join(site.folder, `secret-of-${institution}.txt`);
    await writeFile(secret, client.client_secret, { mode: 0o600 });
    const gives = ['--give', `member:eduperson_scoped_affiliation=member@${institution}.example`];
    for (const cohort of number === 0 ? cohorts : []) {
      gives.push('--give', `mentee@${cohort}:eduperson_entitlement=urn:mace:lyceum:mentee`);
    }
    await site.command(
      'sso', 'add', 'campus', '--institution', institution, '--name', BUTTON, '--issuer', issuer,
      '--client-id', client.client_id, '--client-secret-file', secret, '--scopes', 'openid profile email eduperson', ...gives,
    );
    await site.command('sso', 'test', 'campus', '--institution', institution);
  }
}

async function arrive(way) {
  way.window = await way.browser.newContext({ javaScriptEnabled: false, reducedMotion: 'reduce' });
  const page = await way.window.newPage();
  page.setDefaultTimeout(10_000);
  const absent = await page.goto(way.site.url('northfield', way.thread));
  insist(absent.status() === 404, `a visitor gets ${absent.status()} for the thread, not 404`);
  await page.locator('main a[href^="/sign-in?to="]').first().click();
  // A server hears of what a command added within a second.
  await page.waitForTimeout(1_000);
  await page.reload();
  await signOn(page, 'Ada Okonkwo');
  insist(new URL(page.url()).pathname === way.thread, `the way ends at ${page.url()}`);
  await page.locator('article.post').first().waitFor();
  way.page = page;
}

async function signOn(page, name) {
  await page.getByRole('link', { name: new RegExp(BUTTON) }).click();
  await page.getByRole('button', { name }).click();
}

async function isMentee({ page, site }) {
  await page.goto(site.url('northfield', '/m/ada-okonkwo/'));
  await page.locator('h1', { hasText: 'Ada Okonkwo' }).waitFor();
  await page.goto(site.url('northfield', FLAGSHIP.board));
  await page.locator('main a[href^="/t/"]').first().waitFor();
}

async function leave(way) {
  const { page, site, thread, running } = way;
  await page.goto(`${running[0].issuer}/session/end`);
  await page.getByRole('button', { name: 'Sign out of campus' }).click();
  await page.getByText('You are signed out of campus.').waitFor();
  const answer = await page.goto(site.url('northfield', thread));
  insist(answer.status() === 404, `the thread answers ${answer.status()} after the end, not 404`);
}

async function arriveElsewhere({ page, site }) {
  await page.goto(site.url('eastbridge', '/sign-in?to=/settings/'));
  await signOn(page, 'Ada Okonkwo');
  insist(page.url() === site.url('eastbridge', '/settings/'), `the way ends at ${page.url()}`);
  const answer = await page.goto(site.url('northfield', '/settings/'));
  insist(new URL(answer.url()).pathname === '/sign-in', `eastbridge's session opened ${answer.url()}`);
}

async function trial({ browser, site }) {
  const window = await site.window(browser, { institution: 'northfield', username: 'gareth-lloyd' }, { javaScriptEnabled: false });
  const page = await window.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(site.url('northfield', '/admin/sign-on/'));
  await page.getByRole('link', { name: /Try it yourself/ }).click();
  await page.getByRole('button', { name: 'Ada Okonkwo' }).click();
  await page.getByText('whoever is described like this comes in').waitFor();
  const rule = page.getByRole('listitem').filter({ hasText: 'member:eduperson_scoped_affiliation' });
  insist((await rule.innerText()).includes('Holds'), 'the rule for members is not said to hold');
  await page.goto(site.url('northfield', '/settings/'));
  await page.getByRole('heading', { name: 'Gareth Lloyd' }).or(page.locator('input[value="Gareth Lloyd"]')).first().waitFor();
  await window.close();
}

async function stranger(way) {
  way.asking = await way.browser.newContext({ javaScriptEnabled: false });
  const page = await way.asking.newPage();
  page.setDefaultTimeout(10_000);
  const answer = await knock(way.site, page);
  insist(answer.status() === 403, `the answer is ${answer.status()}, not 403`);
  await page.getByText('did not say that you belong here').waitFor();
}

async function knock(site, page) {
  await page.goto(site.url('northfield', '/sign-in'));
  await page.getByRole('link', { name: new RegExp(BUTTON) }).click();
  const back = page.waitForResponse((response) => response.url().includes('/sso/campus/callback'));
  // The university knows them the second time, and asks nothing.
  const button = page.getByRole('button', { name: 'Vera Library' });
  if (page.url().includes('/interaction/')) await button.click();
  return back;
}

async function letIn({ browser, site, asking }) {
  const window = await site.window(browser, { institution: 'northfield', username: 'helen-marsh' }, { javaScriptEnabled: false });
  const desk = await window.newPage();
  desk.setDefaultTimeout(10_000);
  await desk.goto(site.url('northfield', '/c/eng-2026/manage/'));
  await desk.getByRole('link', { name: 'Who asked to come in' }).click();
  await desk.getByRole('button', { name: /Let in\s+Vera Library/ }).click();
  await desk.getByText('Nobody waits').waitFor();
  await window.close();
  const page = await asking.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(site.url('northfield', '/sign-in?to=/c/eng-2026/'));
  await page.getByRole('link', { name: new RegExp(BUTTON) }).click();
  await page.waitForURL(site.url('northfield', '/c/eng-2026/'));
  await asking.close();
}
